import { expect, it } from 'vitest';
import { previewLayout } from './fragment-preview.ts';

it('When a fragment is asked for with props, a count and a policy, then it stands there as often', () => {
  const url = `/dev/fragments/gifts/gift-card?props=${encodeURIComponent('{"amount":5}')}&count=2&hydrate=visible`;
  const placement = { fragment: 'gifts/gift-card', props: { amount: 5 }, hydrate: 'visible' };
  expect(previewLayout(url)).toEqual({ title: 'gifts/gift-card', sections: [placement, placement] });
});

it.each([
  ['?props={', /props is no JSON/],
  ['?props=[]', /JSON object/],
  ['?count=0', /from 1 to 20/],
  ['?hydrate=soon', /load, idle, visible, interaction/],
])('When it is asked for with %s, then the fault is named', (query, fault) => {
  expect(previewLayout(`/dev/fragments/gifts/gift-card${query}`)).toEqual({ fault: expect.stringMatching(fault) });
});
