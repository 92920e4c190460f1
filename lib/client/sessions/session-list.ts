import * as v from 'valibot';
import type { Address } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import type { WeftClient } from '../create-client.ts';
import { bytes, count, hash, name, natural } from '../schema-parts.ts';

/** An open session of an account, of this browser or another. */
export type SessionView = v.InferOutput<typeof sessionSchema>;

/**
 * All of an account that are not over, as of the newest final block.
 * @throws WeftError `client/malformed`, `query/unknown` on a chain without sessions.
 */
export async function sessionList(
  client: Pick<WeftClient, 'query'>,
  account: Address,
): Promise<SessionView[]> {
  const { value } = await client.query('session', 'list', { account });
  const parsed = v.safeParse(v.array(sessionSchema), value);
  if (!parsed.success) throw new WeftError('client/malformed', 'no list of sessions');
  return parsed.output.filter(({ expiresMs }) => expiresMs > Date.now());
}

const sessionSchema = v.object({
  id: hash,
  /** 65 bytes. */
  publicKey: bytes(65),
  /** Names of the actions it may sign. */
  actions: v.array(name),
  /** Most that it may take from the balance, fees included, and what it took so far. */
  spendMaxWei: natural,
  spentWei: natural,
  openedMs: count,
  expiresMs: count,
  /** Of its next transaction. */
  nonce: natural,
});
