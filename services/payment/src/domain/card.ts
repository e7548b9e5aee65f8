import { DomainError } from '@tessera/service-kit/problem-error';

/** As the contract's `cardInput` leaves it: `number` is digits only, `expiry` is MM/YY. */
export interface Card {
  readonly number: string;
  readonly expiry: string;
  readonly cvc: string;
}

/** Nothing of a card but this is ever stored. */
export interface CardFace {
  readonly brand: string;
  readonly last4: string;
}

const BRANDS: readonly (readonly [RegExp, string])[] = [
  [/^4/, 'Visa'],
  [/^(5[1-5]|2(22[1-9]|2[3-9]|[3-6]|7[01]|720))/, 'Mastercard'],
  [/^3[47]/, 'American Express'],
];
const FURTHEST_YEARS = 20;

export const faceOf = ({ number }: Card): CardFace => ({
  brand: BRANDS.find(([prefix]) => prefix.test(number))?.[1] ?? 'Card',
  last4: number.slice(-4),
});

/** Throws `card-invalid` or `card-expired`, naming the field. */
export function assertUsable(card: Card, now: Date): void {
  if (!passesLuhn(card.number)) refuse('card-invalid', 'number', 'Check the card number: a digit seems to be wrong');
  const digits = faceOf(card).brand === 'American Express' ? 4 : 3;
  if (card.cvc.length !== digits) refuse('card-invalid', 'cvc', `Enter the ${digits} digits of the security code`);
  const [month = 0, year = 0] = card.expiry.split('/').map(Number);
  const monthsLeft = (2000 + year - now.getUTCFullYear()) * 12 + (month - 1 - now.getUTCMonth());
  if (monthsLeft < 0) refuse('card-expired', 'expiry', 'This card has expired');
  if (monthsLeft > FURTHEST_YEARS * 12) refuse('card-invalid', 'expiry', 'Check the expiry date');
}

/** ISO/IEC 7812-1, annex B. */
export function passesLuhn(number: string): boolean {
  const sum = [...number].reverse().reduce((total, character, at) => {
    const doubled = Number(character) * (at % 2 === 1 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

export function refuse(code: 'card-invalid' | 'card-expired', path: keyof Card, message: string): never {
  throw new DomainError(code, `${message}.`, { errors: [{ path, message }] });
}
