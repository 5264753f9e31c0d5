"""Going through a page as one does who has a keyboard alone."""

# What is wrong with how the element that has the focus shows it: nothing, if all is well. It is
# asked again while the page scrolls.
SHOWN = """async () => {
    const pause = () => new Promise(done => setTimeout(done, 50));
    let found = wrong(document.activeElement);
    for (let time = 0; found && time < 40; time++) {
        await pause();
        found = wrong(document.activeElement);
    }
    return found;

function wrong(element) {
    if (element === document.body) return null;
    const style = getComputedStyle(element);
    const isMarked = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const box = element.getBoundingClientRect();
    const points = [0.1, 0.5, 0.9].flatMap(
        (x) => [0.1, 0.5, 0.9].map((y) => [box.left + box.width * x, box.top + box.height * y]));
    const isSeen = points.some(([x, y]) => {
        const top = document.elementFromPoint(x, y);
        return top && (element.contains(top) || top.contains(element));
    });
    if (isMarked && isSeen) return null;
    return [isMarked ? "hidden" : "not marked", element.outerHTML.slice(0, 200)];
}
}"""
LIMIT = 150


def press(page, key):
    """Press a key; what has the focus afterwards is marked and not hidden by anything."""
    page.keyboard.press(key)
    wrong = page.evaluate(SHOWN)
    assert wrong is None, wrong


def go_to(page, selector, key="Tab"):
    """Press Tab until the focus is on an element; fails if one never comes there."""
    if has_focus(page, selector):
        return
    for _step in range(LIMIT):
        press(page, key)
        if has_focus(page, selector):
            return
    raise AssertionError(f"{key} never leads to {selector}")


def has_focus(page, selector):
    return page.evaluate("selector => document.activeElement.matches(selector)", selector)


def follow(page, selector):
    """Go to a link or button, press Enter, wait for the page that comes."""
    go_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page, selector, text):
    """Go to a control and type into it."""
    go_to(page, selector)
    page.keyboard.type(text)
