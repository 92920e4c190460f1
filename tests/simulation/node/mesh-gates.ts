import type { EpochConfig } from '../../../lib/consensus/types.ts';
import type { Hex } from '../../../lib/core/bytes.ts';
import { createVerifiedCertificates } from '../../../lib/node/consensus/verified-certificates.ts';
import { ConsensusGates } from '../../../lib/node/gossip/consensus-gates.ts';
import type { Signatures } from '../../../lib/node/ports.ts';
import type { EngineHost, EngineRunner } from './engine-runner.ts';
import type { NodeContext } from './node-context.ts';

/** The shipping gates of gossip: what an engine hears of, and what is passed on. */
export function createMeshGates(
  context: NodeContext,
  host: Pick<EngineHost, 'nowMs' | 'wallMs' | 'later'>,
  engine: EngineRunner,
  config: EpochConfig,
): ConsensusGates {
  const { committee, validators } = engine.epoch;
  const numbers = new Map(committee.map(({ blsKey }, index) => [blsKey, validators[index]]));
  const isSigned = (keys: readonly Hex[], message: Uint8Array, signature: Hex) => {
    const signers = keys.flatMap((key) => numbers.get(key) ?? []);
    const isKnown = signers.length === keys.length;
    return isKnown && context.signatures.verify(signers, message, signature);
  };
  const verifyAggregates: Signatures['verifyAggregates'] = async (checks) =>
    checks.map(({ keys, message, signature }) => isSigned(keys, message, signature));
  const clock = {
    monotonicMs: host.nowMs,
    wallMs: host.wallMs,
    after: (delayMs: number, callback: () => void) => {
      let isCancelled = false;
      host.later(delayMs, () => {
        if (!isCancelled) callback();
      });
      return () => {
        isCancelled = true;
      };
    },
  };
  const components = {
    clock,
    config,
    certificates: createVerifiedCertificates(config, { verifyAggregates }),
    state: engine.state,
    deliver: engine.dispatch,
    onSeen: () => undefined,
  };
  return new ConsensusGates(components, validators.map(String));
}
