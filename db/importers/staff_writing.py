"""Writing people that a list brought: new ones in bulk, changed ones one by one."""

from collections.abc import Iterable

from sqlalchemy import insert
from sqlalchemy.orm import Session

from db.database import Act
from db.importers.plan import Progress
from db.importers.staff import ReadyPerson
from db.models.staff import Membership, StaffMember
from db.rules.ranks import rank_of
from db.services.records import search_words
from db.services.staff import PersonFields, duty_post_named, save_person
from db.text import name_sort_key

_EVERY = 50


def write_people(
    session: Session,
    act: Act,
    people: Iterable[ReadyPerson],
    departments: dict[str, int],
    heads: dict[str, str],
    has_post: bool,
    progress: Progress,
) -> None:
    """Write people; `departments` are ids by code, `heads` their words for their head."""
    waiting = list(people)
    posts = {
        post: duty_post_named(session, post)
        for post in dict.fromkeys(person.post for person in waiting if person.post)
    }
    new = [person for person in waiting if person.known is None]
    _insert(session, new, departments, heads, posts)
    progress(len(new), len(waiting))
    for done, person in enumerate((p for p in waiting if p.known is not None), len(new) + 1):
        tells_post = has_post or bool(person.post)
        _change(session, act, person, departments, posts if tells_post else None)
        if not done % _EVERY:
            progress(done, len(waiting))


def _change(
    session: Session,
    act: Act,
    person: ReadyPerson,
    departments: dict[str, int],
    posts: dict[str, int | None] | None,
) -> None:
    """Write what changed of a person; who had left serves again from today on."""
    known = person.known
    assert known is not None
    department_id = departments[person.department.code]
    post_id = known.duty_post_id if posts is None else posts.get(person.post)
    comes_back = not known.is_serving and known.department_id is not None
    save_person(
        session,
        act,
        PersonFields(
            code=known.code,
            name=person.name,
            department_id=known.department_id or 0 if comes_back else department_id,
            title=person.title,
            category=person.category,
            duty_post_id=known.duty_post_id if comes_back else post_id,
            phone=person.phone,
            email=person.email,
            note=person.note,
            id=known.id,
        ),
    )
    if comes_back:
        session.add(
            Membership(
                staff_id=known.id,
                department_id=department_id,
                title=person.title,
                rank=rank_of(person.title),
                duty_post_id=post_id,
                from_on=act.today,
                to_on=None,
            )
        )


def _insert(
    session: Session,
    people: list[ReadyPerson],
    departments: dict[str, int],
    heads: dict[str, str],
    posts: dict[str, int | None],
) -> None:
    if not people:
        return
    ids = session.scalars(
        insert(StaffMember).returning(StaffMember.id, sort_by_parameter_order=True),
        [
            {
                "code": person.code,
                "name": person.name,
                "search": search_words(person.name, person.code),
                "sort_key": name_sort_key(person.name),
                "category": person.category,
                "phone": person.phone,
                "email": person.email,
                "note": person.note,
                "version": 1,
            }
            for person in people
        ],
    ).all()
    session.execute(
        insert(Membership),
        [
            {
                "staff_id": staff_id,
                "department_id": departments[person.department.code],
                "title": person.title,
                "rank": rank_of(person.title, heads.get(person.department.code, "")),
                "duty_post_id": posts.get(person.post),
                "from_on": None,
                "to_on": None,
            }
            for staff_id, person in zip(ids, people, strict=True)
        ],
    )
