import { isHex } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import type { WeftNode } from '../../node/create-node.ts';
import type { Clock } from '../../node/ports.ts';
import { createLocalSender, type LocalSigner, localSigner } from './local-sender.ts';

export interface LeaveJailOptions extends LocalSigner {
  node: Pick<WeftNode, 'rpc'>;
  clock: Pick<Clock, 'wallMs'>;
}

/**
 * Nobody watches the validators of a local network, so each comes out of jail by itself. Errors:
 * `seed/bad-account`.
 */
export function watchJail({
  secret,
  local,
  ...place
}: Omit<LeaveJailOptions, 'account' | 'sign'> & { secret: string; local: boolean }): void {
  if (!local || !isHex(secret, 32)) {
    const words = '--local-account-secret needs a secret of 32 bytes and a local network';
    throw new WeftError('seed/bad-account', words, { option: 'local-account-secret' });
  }
  const leaveJail = createLeaveJail({ ...place, ...localSigner(secret) });
  // Whatever was in the way now, such as a node that is behind, may be gone the next time.
  setInterval(() => void leaveJail().catch(() => undefined), LOOK_EVERY_MS).unref();
}

/**
 * What an operator would do who watches: sends the account's way out of jail as soon as it is open.
 * To be called now and then; true when something was sent. Nothing is while something of the
 * account still waits.
 */
export function createLeaveJail(options: LeaveJailOptions): () => Promise<boolean> {
  const { node, clock, account, sign } = options;
  const { rpc } = node;

  return async () => {
    const { epoch, validators } = await rpc.handleRequest('validators', undefined);
    const own = validators.find((validator) => validator.account === account);
    const freeFrom = own?.state === 'jailed' ? own.mayUnjailAtEpoch : undefined;
    if (freeFrom === undefined || epoch < freeFrom) return false;
    const { nonce, pendingNonce } = await rpc.handleRequest('account', { address: account });
    if (pendingNonce > nonce) return false;
    const { feeMaxWei } = await rpc.handleRequest('quote', { primaryType: UNJAIL });
    const sender = createLocalSender({ rpc, clock, signer: { account, sign } });
    await sender.send({ primaryType: UNJAIL, fields: {} }, feeMaxWei);
    return true;
  };
}

const UNJAIL = 'StakingUnjail';
const LOOK_EVERY_MS = 5_000;
