import type { Actor, Mask } from './actor.ts';
import { createAmnesiac } from './amnesiac.ts';
import { createBadShare } from './bad-share.ts';
import type { Behaviour } from './behaviours.ts';
import { createCancellingShares } from './cancelling-shares.ts';
import { createCertificateMutator } from './certificate-mutator.ts';
import { createConflicter } from './conflicter.ts';
import { createDepositInventor } from './deposit-inventor.ts';
import { createEquivocatingLeader } from './equivocating-leader.ts';
import { createEventSkipper } from './event-skipper.ts';
import { createEventStuffer } from './event-stuffer.ts';
import { createFlooder } from './flooder.ts';
import { createForger } from './forger.ts';
import { createFutureTimestamp } from './future-timestamp.ts';
import { createGapSkipper } from './gap-skipper.ts';
import { createImpersonator } from './impersonator.ts';
import { createInvalidHeader } from './invalid-header.ts';
import { createInvalidStateRoot } from './invalid-state-root.ts';
import { createNuller } from './nuller.ts';
import { createNullifyOnly } from './nullify-only.ts';
import { createOutdated } from './outdated.ts';
import { createSeedWithholder } from './seed-withholder.ts';
import { createSelectiveSender } from './selective-sender.ts';
import { createSilent } from './silent.ts';
import { createTwins } from './twins.ts';
import { createViewJumper } from './view-jumper.ts';
import { createWithholdingLeader } from './withholding-leader.ts';
import { createWrongEpochVoter } from './wrong-epoch-voter.ts';

const CREATORS: Record<Behaviour, (mask: Mask) => Actor> = {
  amnesiac: createAmnesiac,
  'bad-share': createBadShare,
  'cancelling-shares': createCancellingShares,
  'certificate-mutator': createCertificateMutator,
  conflicter: createConflicter,
  'deposit-inventor': createDepositInventor,
  'event-skipper': createEventSkipper,
  'event-stuffer': createEventStuffer,
  'equivocating-leader': createEquivocatingLeader,
  flooder: createFlooder,
  forger: createForger,
  'future-timestamp': createFutureTimestamp,
  'gap-skipper': createGapSkipper,
  impersonator: createImpersonator,
  'invalid-header': createInvalidHeader,
  'invalid-state-root': createInvalidStateRoot,
  nuller: createNuller,
  'nullify-only': createNullifyOnly,
  outdated: createOutdated,
  'seed-withholder': createSeedWithholder,
  'selective-sender': createSelectiveSender,
  silent: createSilent,
  twins: createTwins,
  'view-jumper': createViewJumper,
  'withholding-leader': createWithholdingLeader,
  'wrong-epoch-voter': createWrongEpochVoter,
};

export function createActor(behaviour: Behaviour, mask: Mask): Actor {
  return CREATORS[behaviour](mask);
}
