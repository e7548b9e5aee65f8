import type { WelcomeScreen } from '@tessera/contracts/bff/__remote__';
import type { FragmentProps } from '@tessera/contracts/remote/fragments';
import { useShared } from '@tessera/remote-kit/react-store';
import { useId, useState } from 'react';

type WelcomeProps = FragmentProps['__remote__/welcome'] & { readonly screen: WelcomeScreen };

export default function Welcome({ title, screen }: WelcomeProps) {
  const headingId = useId();
  const inCart = useShared((state) => state.cart.count);
  const [clicks, setClicks] = useState(0);
  return (
    <section className="__remote__-welcome t-card t-stack" aria-labelledby={headingId}>
      <h1 id={headingId}>{title}</h1>
      <p>
        In your cart: <strong>{inCart}</strong>
      </p>
      {screen.picks.length > 0 ? (
        <ul className="__remote__-welcome__picks">
          {screen.picks.map((pick) => (
            <li key={pick.slug}>
              <a href={`/products/${pick.slug}`}>
                <strong>{pick.name}</strong>
                <span className="t-muted t-small">{pick.tagline}</span>
              </a>
            </li>
          ))}
        </ul>
      ) : (
        <p className="t-muted">There is nothing to pick from yet.</p>
      )}
      <p>
        <button className="t-button" type="button" onClick={() => setClicks(clicks + 1)}>
          Clicked: {clicks}
        </button>
      </p>
    </section>
  );
}
