type Body = { [name: string]: string | Body };

/** A form's fields as JSON, dotted names nested: what the BFF makes of the same form without JavaScript. */
export function formBody(form: HTMLFormElement, submitter?: HTMLElement | null): Body {
  return nest([...new FormData(form, submitter).entries()].map(([name, value]) => [name, String(value)]));
}

export function nest(entries: readonly (readonly [string, string])[]): Body {
  const body: Body = {};
  for (const [name, value] of entries) {
    const path = name.split('.');
    const last = path.pop() as string;
    let place = body;
    for (const step of path) place = place[step] = typeof place[step] === 'object' ? place[step] : {};
    place[last] = value;
  }
  return body;
}
