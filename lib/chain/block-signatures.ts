import type { Hash, Hex } from '../core/bytes.ts';
import { WeftError } from '../core/errors.ts';
import type { Block } from './block.ts';
import { type Certificate, hasQuorum, signersOf } from './certificate.ts';
import type { Chain } from './chain.ts';
import type { Committee } from './committee.ts';
import { committeeOf, type ReadableState } from './epoch.ts';
import { attestMessage, randaoMessage } from './statement.ts';

/** One aggregate BLS signature that has to hold; all keys sign the same message. */
export interface AggregateSignature {
  keys: readonly Hex[];
  message: Uint8Array;
  signature: Hex;
}

/**
 * The BLS signatures in a block: the proposer's reveal, the parent's certificate, and evidence,
 * each by the committee of its own epoch. `state` is the one after the parent.
 * @throws WeftError `block/...` where there is nobody who could have signed.
 */
export function aggregateChecksOfBlock(
  chain: Pick<Chain, 'genesisHash'>,
  state: ReadableState,
  { header, body }: Block,
): AggregateSignature[] {
  const { genesisHash } = chain;
  const committee = committeeOf(state, header.epoch);
  const proposer = committee?.find(({ account }) => account === header.proposer);
  require(proposer !== undefined, 'proposer');
  const checks: AggregateSignature[] = [
    {
      keys: [proposer.blsKey],
      message: randaoMessage(genesisHash, header.epoch, header.view),
      signature: body.reveal,
    },
  ];
  const { parentCertificate } = body;
  if (parentCertificate) {
    const signers = committeeOf(state, parentCertificate.statement.epoch);
    require(signers && hasQuorum(parentCertificate, signers), 'parent-certificate');
    checks.push(checkOfCertificate(genesisHash, signers, parentCertificate));
  }
  for (const { first, second } of body.evidence) {
    const signers = committeeOf(state, first.statement.epoch);
    require(signers && signersOf(first, signers) && signersOf(second, signers), 'evidence');
    checks.push(checkOfCertificate(genesisHash, signers, first));
    checks.push(checkOfCertificate(genesisHash, signers, second));
  }
  return checks;
}

/** What has to hold for a certificate, its power apart. */
export function checkOfCertificate(
  genesisHash: Hash,
  committee: Committee,
  certificate: Certificate,
): AggregateSignature {
  const signers = signersOf(certificate, committee) ?? [];
  return {
    keys: signers.map(({ member }) => member.blsKey),
    message: attestMessage(genesisHash, certificate.statement),
    signature: certificate.signature,
  };
}

function require(condition: unknown, rule: string): asserts condition {
  if (!condition) throw new WeftError(`block/wrong-${rule}`, `the block is not valid: ${rule}`);
}
