/** What is read begins here, in CSS pixels from the top: under the bar, where a link's target comes to stand. */
const READING_LINE = 100;

/**
 * Marks in the contents the section that is being read, the innermost that is listed, and opens its
 * branch. One observer for all sections: nothing is measured as one scrolls.
 */
export function followScrolling(root: Document): void {
  const links = new Map(
    [...root.querySelectorAll<HTMLAnchorElement>('.contents a')].map((link) => [
      decodeURIComponent(link.hash.slice(1)),
      link,
    ]),
  );
  if (links.size === 0 || !('IntersectionObserver' in window)) return;
  const order = new Map([...links.keys()].map((id, at) => [id, at]));
  const crossed = new Set<string>();
  /** What this function opened, to be closed again: branches that the reader opened stay. */
  let opened: HTMLDetailsElement[] = [];
  let current: HTMLAnchorElement | undefined;
  /** Where a link led: it counts until its reader scrolls on. */
  let isPinned = false;

  const mark = (link: HTMLAnchorElement | undefined) => {
    if (link === current || link === undefined) return;
    current?.removeAttribute('aria-current');
    link.setAttribute('aria-current', 'location');
    current = link;
    const around = branchesAround(link);
    for (const branch of opened) if (!around.includes(branch)) branch.open = false;
    const closed = around.filter((branch) => !branch.open);
    for (const branch of closed) branch.open = true;
    opened = [...opened.filter((branch) => around.includes(branch)), ...closed];
    bringIntoView(link);
  };
  const sections = [...links.keys()].flatMap((id) => root.getElementById(id) ?? []);
  const observe = () => {
    crossed.clear();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (isIntersecting) crossed.add(target.id);
          else crossed.delete(target.id);
        }
        if (isPinned) return;
        const [innermost] = [...crossed].sort(
          (one, other) => (order.get(other) ?? -1) - (order.get(one) ?? -1),
        );
        mark(innermost === undefined ? undefined : links.get(innermost));
      },
      { rootMargin: `-${READING_LINE}px 0px -${window.innerHeight - READING_LINE - 1}px 0px` },
    );
    for (const section of sections) observer.observe(section);
    return observer;
  };
  let observer = observe();
  const pin = () => {
    const place =
      root.getElementById(decodeURIComponent(location.hash.slice(1))) ?? root.querySelector('mark');
    const link = linkOf(place, links);
    isPinned = link !== undefined;
    mark(link);
  };
  pin();
  window.addEventListener('hashchange', pin);
  for (const event of ['wheel', 'touchmove', 'keydown', 'mousedown']) {
    window.addEventListener(
      event,
      () => {
        isPinned = false;
      },
      { passive: true },
    );
  }
  // The line is counted from the bottom too.
  window.addEventListener('resize', () => {
    observer.disconnect();
    observer = observe();
  });
}

/** The entry of the innermost listed section around a place. */
function linkOf(
  place: Element | null,
  links: ReadonlyMap<string, HTMLAnchorElement>,
): HTMLAnchorElement | undefined {
  let section = place?.closest('.section') ?? null;
  while (section !== null && !links.has(section.id)) {
    section = section.parentElement?.closest('.section') ?? null;
  }
  return section === null ? undefined : links.get(section.id);
}

function branchesAround(link: Element): HTMLDetailsElement[] {
  const branches: HTMLDetailsElement[] = [];
  let branch = link.parentElement?.closest<HTMLDetailsElement>('details.branch') ?? null;
  while (branch !== null) {
    branches.push(branch);
    branch = branch.parentElement?.closest<HTMLDetailsElement>('details.branch') ?? null;
  }
  return branches;
}

/** Scrolls the contents alone: `scrollIntoView` would move the page too. */
function bringIntoView(link: HTMLElement): void {
  const pane = link.closest<HTMLElement>('.contents');
  if (pane === null || pane.scrollHeight <= pane.clientHeight) return;
  const within = link.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  if (within < 0 || within > pane.clientHeight - link.offsetHeight) {
    pane.scrollTop += within - pane.clientHeight / 3;
  }
}
