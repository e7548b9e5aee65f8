import type { FormEvent } from 'react';
import { FAULTS, faultUrl, overrideUrl, TARGET_PATTERN, takeBackUrl } from './override-urls.ts';

/** Takes one remote from elsewhere, for this browser. All of it is plain navigation. */
export function OverrideForm({ name, overridden }: { name: string; overridden: boolean }) {
  const here = location.href;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const target = String(new FormData(event.currentTarget).get('target'));
    location.assign(overrideUrl(here, name, target));
  };
  return (
    <>
      <form onSubmit={submit}>
        <label htmlFor={`target-${name}`}>Take {name} from</label>
        <div className="row">
          <input
            id={`target-${name}`}
            name="target"
            required
            pattern={TARGET_PATTERN}
            title="A version such as 1.2.3, or an origin such as http://localhost:3100"
            placeholder="1.2.3 or http://localhost:3100"
            autoComplete="off"
            spellCheck={false}
          />
          <button type="submit">Use</button>
        </div>
      </form>
      {overridden && (
        <a className="clear" href={takeBackUrl(here, name)}>
          Take {name} from the shop again
        </a>
      )}
      <details>
        <summary>Break {name}</summary>
        <ul className="faults">
          {FAULTS.map((fault) => (
            <li key={fault}>
              <a href={faultUrl(here, name, fault)}>{fault}</a>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
