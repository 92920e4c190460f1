import { expect, it } from 'vitest';
import { attestMessage, NULLIFY, type Statement } from '../../../lib/chain/statement.ts';
import type { Vote } from '../../../lib/consensus/types.ts';
import { type Hex, ZERO_HASH } from '../../../lib/core/bytes.ts';
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

it('decodes no share twice, and gives the sum of what passed', async () => {
  const { file } = createTestNetwork();
  const context = { committee: file.genesis.committee, genesisHash: ZERO_HASH };
  const message = attestMessage(ZERO_HASH, statement);
  const shares = file.validatorNames.map((name) => createFakeSigner(name).sign(message));
  const votes = [1, 2, 3].map(
    (signer): Vote => ({ statement, signer, signature: shares[signer] as Hex }),
  );
  const base = { signers: [0], signature: shares[0] as Hex };
  const fake = createFakeSignatures();
  const added: number[] = [];
  const counting = {
    ...fake,
    aggregate(parts: readonly Hex[]) {
      added.push(parts.length);
      return fake.aggregate(parts);
    },
  };
  const verdict = await verifyVotes({ statement, votes, base }, context, counting);
  expect(added).toEqual([3, 2]);
  const signature = await fake.aggregate(shares);
  expect(verdict).toEqual({ signers: [0, 1, 2, 3], bad: [], signature });

  const spoiled = votes.map((vote) => (vote.signer === 2 ? { ...vote, signature: BAD } : vote));
  const rest = await verifyVotes({ statement, votes: spoiled, base }, context, fake);
  const sum = await fake.aggregate([0, 1, 3].map((signer) => shares[signer] as Hex));
  expect(rest).toEqual({ signers: [0, 1, 3], bad: [2], signature: sum });
});

const BAD: Hex = `0x${'17'.repeat(96)}`;
