"""The register of documents: what is kept, what replaces what, which files go with it."""

from dataclasses import replace
from datetime import date

import pytest

from db.errors import (
    AlreadyThere,
    AttachmentTooLarge,
    ChangedMeanwhile,
    FieldMissing,
    FutureDay,
    InUse,
    RefusedByBook,
)
from db.kinds import Urgency
from db.models.office import Attachment
from db.queries.documents import (
    document_count,
    document_detail,
    document_rows,
    documents_numbered,
    file_content,
)
from db.services import attachments
from db.services.distributing import NewDistribution, distribute
from db.services.documents import (
    DocumentFields,
    NewFile,
    remove_document,
    remove_file,
    save_document,
)
from tests.db.world import World, feb

PLAN = DocumentFields(
    "362/KH-UBND",
    "Kế hoạch",
    feb(1),
    "Ủy ban nhân dân Thành phố",
    "Ứng phó với dịch bệnh viêm đường hô hấp cấp",
    Urgency.URGENT,
)
OWN = DocumentFields("", "Kế hoạch", feb(3), "Sở Thông tin và Truyền thông", "Phòng, chống dịch")
PDF = NewFile("ke-hoach.pdf", "application/pdf", b"%PDF-1.4 plan")


def test_a_document_is_found_by_any_word_without_accents(world: World) -> None:
    plan = world.book.do(save_document, PLAN)
    world.book.do(save_document, OWN)
    assert [row.document_id for row in world.book.ask(document_rows, "ung pho viem")] == [plan]
    assert [row.document_id for row in world.book.ask(document_rows, "362")] == [plan]
    assert world.book.ask(document_count) == 2
    assert world.book.ask(documents_numbered, "362/KH-UBND")[0].document_id == plan


def test_the_same_number_of_the_same_issuer_and_day_is_refused(world: World) -> None:
    world.book.do(save_document, PLAN)
    with pytest.raises(AlreadyThere):
        world.book.do(save_document, replace(PLAN, summary="Khác"))
    world.book.do(save_document, replace(PLAN, issuer="Sở Y tế"))
    world.book.do(save_document, OWN)
    world.book.do(save_document, replace(OWN, summary="Không số cũng được"))


@pytest.mark.parametrize(
    "document",
    [replace(PLAN, type=" "), replace(PLAN, issuer=""), replace(PLAN, summary="  ")],
    ids=["type", "issuer", "summary"],
)
def test_what_names_a_document_must_be_there(world: World, document: DocumentFields) -> None:
    with pytest.raises(FieldMissing):
        world.book.do(save_document, document)


def test_a_document_of_a_day_to_come_is_refused(world: World) -> None:
    with pytest.raises(FutureDay):
        world.book.do(save_document, replace(PLAN, issued_on=date(2020, 2, 11)))


def test_a_change_over_somebody_elses_is_refused(world: World) -> None:
    plan = world.book.do(save_document, PLAN)
    version = world.book.ask(document_detail, plan).version
    changed = replace(PLAN, id=plan, version=version, summary="Mới")
    world.book.do(save_document, changed)
    with pytest.raises(ChangedMeanwhile):
        world.book.do(save_document, changed)


def test_one_document_may_replace_several(world: World) -> None:
    first = world.book.do(save_document, PLAN)
    second = world.book.do(save_document, OWN)
    newer = replace(PLAN, number="400/KH-UBND", issued_on=feb(5), replaces=(first, second))
    newest = world.book.do(save_document, newer)
    detail = world.book.ask(document_detail, newest)
    assert [one.document_id for one in detail.replaces] == [first, second]
    assert world.book.ask(document_detail, first).row.replaced_by == "400/KH-UBND"
    assert [row.document_id for row in world.book.ask(document_rows, for_rounds=True)] == [newest]
    world.book.do(
        save_document, replace(newer, id=newest, version=detail.version, replaces=(second,))
    )
    assert world.book.ask(document_detail, first).replaced_by is None


def test_documents_do_not_replace_each_other_nor_one_twice(world: World) -> None:
    first = world.book.do(save_document, PLAN)
    second = world.book.do(save_document, replace(OWN, replaces=(first,)))
    with pytest.raises(RefusedByBook):
        world.book.do(save_document, replace(PLAN, id=first, replaces=(second,)))
    with pytest.raises(RefusedByBook):
        world.book.do(save_document, replace(PLAN, number="9/KH", replaces=(first,)))
    assert world.book.ask(document_detail, first).row.replaced_by == "Kế hoạch 03/02/2020"


def test_a_file_is_kept_once_however_often_it_is_added(world: World) -> None:
    plan = world.book.do(save_document, PLAN, (PDF,), told={})
    own = world.book.do(save_document, OWN, (PDF, replace(PDF, name="ban-sao.pdf")), told={})
    (of_plan,) = world.book.ask(document_detail, plan).files
    (of_own,) = world.book.ask(document_detail, own).files
    assert of_plan.attachment_id == of_own.attachment_id
    assert (of_plan.name, of_plan.size) == ("ke-hoach.pdf", len(PDF.content))
    assert world.count(Attachment) == 1
    assert world.book.ask(file_content, of_plan.attachment_id).content == PDF.content
    world.book.do(remove_file, of_plan.file_id)
    assert world.book.ask(document_detail, plan).files == ()
    assert world.book.ask(file_content, of_own.attachment_id).content == PDF.content


def test_a_file_too_large_for_the_book_leaves_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "LARGEST", 5)
    with pytest.raises(AttachmentTooLarge):
        world.book.do(save_document, PLAN, (PDF,), told={})
    assert world.book.ask(document_count) == 0


def test_a_document_goes_only_while_nobody_was_told_of_it(world: World) -> None:
    plan = world.book.do(save_document, PLAN, (PDF,), told={})
    own = world.book.do(save_document, replace(OWN, replaces=(plan,)))
    world.book.do(remove_document, own)
    assert world.book.ask(document_detail, plan).replaced_by is None
    world.book.do(distribute, NewDistribution((plan,), feb(3)))
    with pytest.raises(InUse):
        world.book.do(remove_document, plan)
    assert world.healthy()
