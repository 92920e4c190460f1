import { privateKeyToAccount } from 'viem/accounts';
import type { FieldType } from '../../chain/module.ts';
import { bytesFromTransaction } from '../../chain/transaction.ts';
import { digestOfTransaction } from '../../chain/typed-data.ts';
import { type Address, type Hash, type Hex, hexFromBytes, isHex } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import type { WeftNode } from '../../node/create-node.ts';
import type { Clock } from '../../node/ports.ts';

export interface LeaveJailOptions {
  node: Pick<WeftNode, 'rpc'>;
  clock: Pick<Clock, 'wallMs'>;
  account: Address;
  sign(digest: Hash): Promise<Hex>;
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
  const { address, sign } = privateKeyToAccount(secret);
  const account = address.toLowerCase() as Address;
  const leaveJail = createLeaveJail({ ...place, account, sign: (hash) => sign({ hash }) });
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
    const { feeMaxWei } = await rpc.handleRequest('quote', { primaryType: ACTION.primaryType });
    const { domain } = await rpc.handleRequest('chain', undefined);
    const unsigned = {
      ...{ primaryType: ACTION.primaryType, fields: {}, account, nonce, feeMax: feeMaxWei },
      validUntilMs: clock.wallMs() + VALID_FOR_MS,
    };
    const signature = await sign(
      digestOfTransaction({ ...domain, version: '1' }, ACTION, unsigned),
    );
    const envelope = hexFromBytes(bytesFromTransaction(ACTION, { ...unsigned, signature }));
    await rpc.handleRequest('send', { envelope });
    return true;
  };
}

const ACTION: { primaryType: string; fields: { name: string; type: FieldType }[] } = {
  primaryType: 'StakingUnjail',
  fields: [],
};
const LOOK_EVERY_MS = 5_000;
const VALID_FOR_MS = 60_000;
