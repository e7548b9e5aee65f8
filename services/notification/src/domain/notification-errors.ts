import { DomainError } from '@tessera/service-kit/problem-error';

export const notificationNotFound = () => new DomainError('notification-not-found', 'There is no such notification.');
export const mailNotFound = () => new DomainError('mail-not-found', 'There is no such mail.');
export const tooManyStreams = () =>
  new DomainError('too-many-streams', 'This account is open in too many places. Close some of them.');

export const problems = { 'notification-not-found': 404, 'mail-not-found': 404, 'too-many-streams': 429 };
