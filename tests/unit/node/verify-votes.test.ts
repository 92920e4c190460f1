import { expect, it } from 'vitest';
import { attestMessage, NULLIFY, type Statement } from '../../../lib/chain/statement.ts';
import type { Vote } from '../../../lib/consensus/types.ts';
import { ZERO_HASH } from '../../../lib/core/bytes.ts';
import { WeftError } from '../../../lib/core/errors.ts';
import { verifyVotes } from '../../../lib/node/consensus/verify-votes.ts';
import {
  createFakeSignatures,
  createFakeSigner,
} from '../../../lib/platform/memory/fake-signatures.ts';
import { createTestNetwork } from './support/test-network.ts';

const statement: Statement = { kind: NULLIFY, epoch: 0n, view: 1n, digest: ZERO_HASH };

it('gives no verdict without a sum when the threads that add have no room', async () => {
  const { file } = createTestNetwork();
  const context = { committee: file.genesis.committee, genesisHash: ZERO_HASH };
  const message = attestMessage(ZERO_HASH, statement);
  const votes = file.validatorNames.map(
    (name, signer): Vote => ({
      statement,
      signer,
      signature: createFakeSigner(name).sign(message),
    }),
  );
  const fake = createFakeSignatures();
  const busy = {
    ...fake,
    aggregate: () => Promise.reject(new WeftError('signatures/overloaded', 'too many wait')),
  };
  const batch = { statement, votes, base: undefined };
  await expect(verifyVotes(batch, context, busy)).rejects.toMatchObject({
    code: 'signatures/overloaded',
  });
  const verdict = await verifyVotes(batch, context, fake);
  expect(verdict).toMatchObject({ signers: [0, 1, 2, 3], bad: [] });
});
