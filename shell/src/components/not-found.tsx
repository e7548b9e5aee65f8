import { Message } from './message.tsx';

export function NotFound() {
  return (
    <Message heading="This piece is missing" text="There is no such page here; perhaps it was moved, or never was.">
      <a className="t-button" href="/products">
        Browse all products
      </a>
      <a className="t-button t-button--quiet" href="/">
        Go to the home page
      </a>
    </Message>
  );
}
