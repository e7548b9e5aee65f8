import { describe, expect, it } from 'vitest';
import { fillSlot, type Rendered, type RenderFragment, type SlotRequest } from './fill-slots.ts';

const request: SlotRequest = { name: 'catalog/list', instance: 'm0', props: {} };

/** Renders from a table of HTML by fragment, and remembers what it was asked for. */
function remotes(html: Record<string, string>) {
  const asked: SlotRequest[] = [];
  const render: RenderFragment = async (each): Promise<Rendered> => {
    asked.push(each);
    const own = html[each.name];
    return own === undefined ? { outcome: 'failed' } : { outcome: 'rendered', release: '1.0.0', result: { html: own } };
  };
  return { render, asked };
}

describe('filling slots', () => {
  it('When a fragment holds slots of another team, then they are filled in place and keep their own attributes', async () => {
    const { render, asked } = remotes({
      'catalog/list': `<ul><li><mfe-slot data-hk="m0_1" class="a" name="orders/add" props="{&quot;id&quot;:&quot;7&quot;}" hydrate="interaction"></mfe-slot></li></ul>`,
      'orders/add': '<button>Add</button>',
    });
    const filled = await fillSlot(request, render);
    expect(filled.html).toBe(
      `<ul><li><mfe-slot data-hk="m0_1" class="a" name="orders/add" props="{&quot;id&quot;:&quot;7&quot;}" hydrate="interaction" data-instance="m0n1" data-remote="orders" data-fragment="add" data-release="1.0.0"><button>Add</button></mfe-slot></li></ul>`,
    );
    expect(asked[1]).toEqual({ name: 'orders/add', instance: 'm0n1', props: { id: '7' } });
    expect(filled.remotes).toEqual(['catalog', 'orders']);
    expect(Object.keys(filled.slots)).toEqual(['m0', 'm0n1']);
  });

  it('When attribute values hold angle brackets, quotes and entities, then the tag still ends where it ends', async () => {
    const { render, asked } = remotes({
      'catalog/list': `<mfe-slot name='orders/add' props='{"name":"5 > 3 &amp; \\"x\\" &#39;y&#x27; </mfe-slot>"}'></mfe-slot>after`,
      'orders/add': 'in',
    });
    const { html } = await fillSlot(request, render);
    expect(asked[1]?.props).toEqual({ name: `5 > 3 & "x" 'y' </mfe-slot>` });
    expect(html.endsWith('>in</mfe-slot>after')).toBe(true);
  });

  it('When text in an attribute, a comment or a field looks like a slot, then it stays text', async () => {
    const slot = `<mfe-slot name='orders/add'></mfe-slot>`;
    const html = `<input value="${slot}"><!-- ${slot} --><textarea>${slot}</textarea><p title='"'>1 < 2</p>`;
    const { render, asked } = remotes({ 'catalog/list': html, 'orders/add': 'in' });
    expect((await fillSlot(request, render)).html).toBe(html);
    expect(asked).toHaveLength(1);
  });

  it('When a slot’s attributes are nonsense, then it has a fallback', async () => {
    const { render } = remotes({ 'catalog/list': '<mfe-slot name="&#x110000;" props="{"></mfe-slot>' });
    const { slots } = await fillSlot(request, render);
    expect(slots).toMatchObject({ m0: { outcome: 'rendered' }, m0n1: { outcome: 'failed' } });
  });

  it('When the same fragment stands twice in a page, then each place has its own instance', async () => {
    const slot = '<mfe-slot name="orders/add" props="{}"></mfe-slot>';
    const { render } = remotes({ 'catalog/list': slot + slot, 'orders/add': 'x' });
    expect(Object.keys((await fillSlot(request, render)).slots)).toEqual(['m0', 'm0n1', 'm0n2']);
  });

  it('When fragments hold one another for ever, then the fourth is not rendered', async () => {
    const { render, asked } = remotes({ 'catalog/list': '<mfe-slot name="catalog/list"></mfe-slot>' });
    const filled = await fillSlot(request, render);
    expect(asked).toHaveLength(3);
    expect(filled.slots.m0n1n1n1).toEqual({ outcome: 'failed' });
  });

  it('When a fragment fails, then only its own place shows the fallback', async () => {
    const { render } = remotes({ 'catalog/list': '<p>list</p><mfe-slot name="orders/add-to-cart"></mfe-slot>' });
    const filled = await fillSlot(request, render);
    expect(filled.html).toContain('<p>list</p>');
    expect(filled.html).toContain('data-fallback="failed"');
    expect(filled.html).toContain('not possible just now');
  });

  it('When props are no JSON, then the fragment is asked all the same', async () => {
    const { render, asked } = remotes({ 'catalog/list': '<mfe-slot name="orders/add" props="{"></mfe-slot>' });
    await fillSlot(request, render);
    expect(asked[1]?.props).toBeUndefined();
  });

  it('When a fragment and one inside it speak about the page, then the outer one is heard first', async () => {
    const info = { 'catalog/list': { title: 'List' }, 'orders/add': { title: 'Add' } } as Record<string, object>;
    const { info: heard } = await fillSlot(request, async ({ name }) => ({
      outcome: 'rendered',
      release: '1.0.0',
      result: { html: name === 'catalog/list' ? '<mfe-slot name="orders/add"></mfe-slot>' : '', page: info[name] },
    }));
    expect(heard).toEqual([{ title: 'List' }, { title: 'Add' }]);
  });
});
