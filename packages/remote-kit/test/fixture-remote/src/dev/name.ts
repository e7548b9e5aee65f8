export const NAME = 'Ada';
