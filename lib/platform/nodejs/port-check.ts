import { createServer } from 'node:net';
import { WeftError } from '../../core/errors.ts';

/**
 * Makes sure that every named TCP port is free before anything is started.
 * @throws WeftError `local/port-busy` with the service's name, its port and the option to move it
 */
export async function assertPortsFree(
  ports: readonly { service: string; port: number; option: string }[],
  host: string,
): Promise<void> {
  for (const { service, port, option } of ports) {
    if (await isFree(port, host)) continue;
    throw new WeftError(
      'local/port-busy',
      `Port ${port}, which ${service} needs, is taken by another program. Stop it, or choose another port with ${option}.`,
      { service, port, option },
    );
  }
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}
