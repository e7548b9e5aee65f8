import { Message } from '../components/message.tsx';

export default function ServerError() {
  return (
    <Message heading="Something broke on our side" text="Nothing is lost: your cart and your orders are safe.">
      {/* Without a router: whatever failed is asked for again. */}
      <a className="t-button" href="">
        Try again
      </a>
    </Message>
  );
}
