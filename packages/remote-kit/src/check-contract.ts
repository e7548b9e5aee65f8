import { fragments } from '@tessera/contracts/remote/fragments';
import { type RenderResult, renderResult, type ServerEntry } from '@tessera/contracts/remote/server-entry';
import { z } from 'zod';
import type { DevSetup, DevState } from './dev-setup.ts';
import { standInState } from './stand-in-state.ts';

const DEADLINE_MS = 3000;

/** What `packages/contracts` declares for the remote: the schema of each fragment's props. */
export function declaredFragments(remote: string): Record<string, z.ZodType> {
  const declared = (fragments as Record<string, Record<string, z.ZodType>>)[remote];
  if (!declared) throw new Error(`Declare what ${remote} offers in packages/contracts/src/remote/fragments.ts first`);
  return declared;
}

/** Renders every declared fragment in every state of the remote's `src/dev.ts`, and refuses what breaks the contract. */
export async function checkContract(
  remote: string,
  server: ServerEntry,
  setup: DevSetup,
  declared = declaredFragments(remote),
): Promise<void> {
  const unknown = Object.keys(setup.fragments).filter((name) => !(name in declared));
  const faults = await Promise.all(
    Object.entries(declared).map(async ([fragment, props]) => {
      const states = Object.entries(setup.fragments[fragment] ?? {});
      if (!states.length) return [`${remote}/${fragment} has no state in src/dev.ts, so nobody knows that it works`];
      const found = await Promise.all(states.map(([, state]) => faultOf(server, setup, fragment, props, state)));
      return found.flatMap((fault, index) =>
        fault ? [`${remote}/${fragment}, state "${states[index]?.[0]}": ${fault}`] : [],
      );
    }),
  );
  const all = [
    ...faults.flat(),
    ...unknown.map((name) => `${remote}/${name} is in src/dev.ts, but packages/contracts does not declare it`),
  ];
  if (all.length) throw new Error(`The release breaks its contract\n${all.map((fault) => `  - ${fault}`).join('\n')}`);
}

async function faultOf(server: ServerEntry, setup: DevSetup, fragment: string, schema: z.ZodType, state: DevState) {
  const props = schema.safeParse(state.props);
  if (!props.success) return `its props do not fit the contract: ${onOneLine(props.error)}`;
  const expected = state.server ?? 'html';
  if (expected === 'waits') return undefined;
  const rendered = await render(server, setup, fragment, state).then(
    (result) => ({ result }),
    (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
  );
  if ('error' in rendered) return expected === 'fails' ? undefined : `render threw "${rendered.error}"`;
  if (expected === 'fails') return 'it rendered, but src/dev.ts says that the server fails';
  const result = renderResult.safeParse(rendered.result);
  if (!result.success) return `its result does not fit the contract: ${onOneLine(result.error)}`;
  return unexpected(result.data, expected);
}

function unexpected({ html, page }: RenderResult, expected: 'html' | 'nothing' | 'redirect'): string | undefined {
  if ((page?.status ?? 200) >= 500)
    return `its status is ${page?.status}: throw instead, and the shell shows its fallback`;
  if (expected === 'redirect') return page?.redirect ? undefined : 'it gave no redirect';
  if (page?.redirect) return `it redirects to ${page.redirect}: say server: 'redirect' if that is meant`;
  const empty = html.replace(/<!--.*?-->/gs, '').trim() === '';
  return expected === 'html' && empty ? "its HTML is empty: say server: 'nothing' if that is meant" : undefined;
}

function render(
  server: ServerEntry,
  setup: DevSetup,
  fragment: string,
  { props, url = '/', state, bff = setup.bff }: DevState,
) {
  const late = AbortSignal.timeout(DEADLINE_MS);
  return Promise.race([
    server.render({
      fragment,
      instance: 's1',
      url,
      props,
      state: standInState(setup.state, state),
      nonce: 'build',
      api: async (path, init) => bff(new Request(new URL(path, 'http://bff'), init)),
    }),
    new Promise<never>((_, reject) => {
      late.addEventListener('abort', () => reject(new Error(`nothing after ${DEADLINE_MS} ms`)));
    }),
  ]);
}

const onOneLine = (error: z.ZodError) => z.prettifyError(error).replaceAll(/\s*\n\s*/g, ' ');
