import type { HydrationPolicy } from '@tessera/contracts/remote/fragments';

/** What a hand does before it clicks. */
const APPROACHES = ['pointerover', 'touchstart', 'focusin'] as const;

/** Calls `begin` when the policy says so; gives back how to call it off. */
export function whenPolicy(element: HTMLElement, policy: HydrationPolicy, begin: () => void): () => void {
  switch (policy) {
    case 'load': {
      begin();
      return () => {};
    }
    case 'idle': {
      const stopApproach = onApproach(element, begin);
      // Safari has no requestIdleCallback.
      const idle = window.requestIdleCallback?.(begin, { timeout: 2000 }) ?? window.setTimeout(begin, 200);
      return () => {
        stopApproach();
        (window.cancelIdleCallback ?? window.clearTimeout)(idle);
      };
    }
    case 'visible': {
      const observer = new IntersectionObserver(
        (entries) => entries.some(({ isIntersecting }) => isIntersecting) && begin(),
        { rootMargin: '100px' },
      );
      observer.observe(element);
      return () => observer.disconnect();
    }
    case 'interaction':
      return onApproach(element, begin);
  }
}

function onApproach(element: HTMLElement, begin: () => void): () => void {
  for (const name of APPROACHES) element.addEventListener(name, begin, { once: true, passive: true });
  return () => {
    for (const name of APPROACHES) element.removeEventListener(name, begin);
  };
}
