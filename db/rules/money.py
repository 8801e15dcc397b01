"""What a piece costs: amounts are facts, prices are worked out of them."""


def hundredths(amount: int, quantity: int) -> int:
    """The price of one piece in hundredths of a đồng, rounded half up; 0 where there is none."""
    return (200 * abs(amount) + abs(quantity)) // (2 * abs(quantity)) if quantity else 0
