import { WeftError } from '../../core/errors.ts';
import type { InstanceLock } from '../instance-lock.ts';

export interface InstanceLockOptions {
  name: string;
  /** What to do while another tab holds it: fail with `lock/held`, or wait in turn. */
  whenHeld: 'fail' | 'wait';
}

/**
 * An exclusive Web Lock of this origin, for pages and workers. Throws `lock/held`, or
 * `lock/unavailable` where there are no Web Locks, as on pages that came over plain http.
 */
export function acquireInstanceLock({
  name,
  whenHeld,
}: InstanceLockOptions): Promise<InstanceLock> {
  return new Promise((resolve, reject) => {
    if (navigator.locks === undefined) {
      reject(new WeftError('lock/unavailable', 'this browser has no Web Locks'));
      return;
    }
    const requested = navigator.locks.request(
      name,
      { ifAvailable: whenHeld === 'fail' },
      (lock) => {
        if (!lock) {
          reject(new WeftError('lock/held', `${name} is in use by another tab`, { name }));
          return undefined;
        }
        return new Promise<void>((end) => {
          resolve({
            async release() {
              end();
              await requested;
            },
          });
        });
      },
    );
    requested.catch((thrown: unknown) => {
      reject(new WeftError('lock/unavailable', `no lock ${name}: ${String(thrown)}`, { name }));
    });
  });
}
