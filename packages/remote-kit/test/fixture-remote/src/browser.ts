import './style.css';
import type { MountProps, Parcel } from '@tessera/contracts/remote/browser-entry';
import { greet } from './greet.ts';

export async function createParcel(): Promise<Parcel> {
  return {
    bootstrap: async () => {},
    async mount({ domElement, mode }: MountProps) {
      if (mode === 'render') domElement.innerHTML = greet('browser');
    },
    update: async () => {},
    unmount: async ({ domElement }) => domElement.replaceChildren(),
  };
}
