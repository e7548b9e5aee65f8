import type { RenderRequest, RenderResult } from '@tessera/contracts/remote/server-entry';
import { renderToString } from 'solid-js/web';
import type { Environment } from '../fragment/environment.tsx';
import { findFragment } from './fragments.ts';
import { Root } from './root.tsx';

const nothing = () => undefined;

export async function render(request: RenderRequest): Promise<RenderResult> {
  const fragment = await findFragment(request.fragment);
  const { data, page } = await fragment.load(request);
  if (page?.redirect) return { html: '', page };
  const environment: Environment = {
    instance: request.instance,
    url: request.url,
    api: request.api,
    dispatch: nothing,
    navigate: nothing,
    emit: nothing,
  };
  const html = renderToString(
    () => (
      <Root
        environment={environment}
        shared={{ serverState: request.state }}
        view={fragment.View}
        props={request.props}
        data={data}
      />
    ),
    // Solid matches render ids by prefix: without a delimiter `s1` would adopt the nodes of `s10`.
    { renderId: `${request.instance}_`, nonce: request.nonce },
  );
  return { html, state: data, page };
}
