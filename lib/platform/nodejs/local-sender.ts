import { privateKeyToAccount } from 'viem/accounts';
import type { ActionFields } from '../../chain/module.ts';
import { bytesFromTransaction } from '../../chain/transaction.ts';
import { type ActionType, digestOfTransaction } from '../../chain/typed-data.ts';
import { type Address, type Hash, type Hex, hexFromBytes } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import type { WeftNode } from '../../node/create-node.ts';
import type { Clock } from '../../node/ports.ts';

export interface LocalAction {
  primaryType: string;
  fields: ActionFields;
}

/** Sends for an account of a local network, whose secret everybody knows. */
export interface LocalSender {
  readonly account: Address;
  /** Hands the signed action to the node, by default as one that a sponsor pays for. */
  send(action: LocalAction, feeMaxWei?: bigint): Promise<Hash>;
}

export interface LocalSigner {
  account: Address;
  sign(digest: Hash): Promise<Hex>;
}

export function localSigner(secret: Hex): LocalSigner {
  const { address, sign } = privateKeyToAccount(secret);
  return { account: address.toLowerCase() as Address, sign: (hash) => sign({ hash }) };
}

/** Nobody else may send for the account meanwhile: its numbers are counted here. */
export function createLocalSender({
  rpc,
  clock,
  signer,
}: {
  rpc: Pick<WeftNode['rpc'], 'handleRequest'>;
  clock: Pick<Clock, 'wallMs'>;
  signer: LocalSigner;
}): LocalSender {
  const { account, sign } = signer;
  let next: bigint | undefined;

  async function send({ primaryType, fields }: LocalAction, feeMaxWei = 0n): Promise<Hash> {
    const { domain, actions } = await rpc.handleRequest('chain', undefined);
    const action = actions.find((each) => each.primaryType === primaryType);
    if (!action) {
      const words = `this chain has no action ${primaryType}`;
      throw new WeftError('transaction/unknown-action', words, { primaryType });
    }
    const nonce = next ?? (await rpc.handleRequest('account', { address: account })).pendingNonce;
    next = undefined;
    const unsigned = {
      ...{ primaryType, fields, account, nonce, feeMax: feeMaxWei },
      validUntilMs: clock.wallMs() + VALID_FOR_MS,
    };
    const type = { primaryType, fields: action.fields as ActionType['fields'] };
    const signature = await sign(digestOfTransaction({ ...domain, version: '1' }, type, unsigned));
    const envelope = hexFromBytes(bytesFromTransaction(type, { ...unsigned, signature }));
    const { hash } = await rpc.handleRequest('send', { envelope });
    next = nonce + 1n;
    return hash;
  }

  return { account, send };
}

const VALID_FOR_MS = 300_000;
