import type { Asset } from '../../../lib/client/bridge/assets.ts';
import type { Draft } from '../../../lib/client/bridge/draft.ts';
import { MAX_DEPOSITED_IDS } from '../../../lib/client/bridge/limits.ts';
import type { Holding } from '../../../lib/client/bridge/read-holding.ts';
import { useHolding } from '../../../lib/react/bridge/use-holding.ts';
import { useKeptDraft } from '../../../lib/react/bridge/use-kept-draft.ts';
import { useMissingIds } from '../../../lib/react/bridge/use-missing-ids.ts';
import { idsFromText } from '../../../lib/ui/format/ids-from-text.ts';
import type { BridgeSituation } from './bridge-situation.ts';
import { type CheckedDraft, checkDraft, MAX_WITHDRAWN_IDS } from './draft.ts';

const NO_IDS: readonly bigint[] = [];

export interface DraftState {
  draft: Draft;
  asset: Asset;
  checked: CheckedDraft;
  /** It is not known yet whose the typed pieces are. */
  isAsking: boolean;
  /** On Ethereum. */
  holding: Holding | undefined;
  /** Of the asset on either side; undefined while it is not known. */
  ethereumBalance: bigint | undefined;
  weftBalance: bigint | undefined;
  change(part: Partial<Draft>): void;
  /** It was sent: a reload must not offer it once more. */
  forget(): void;
  /** A token that the page did not know. */
  addToken(asset: Asset): void;
}

/** The form's content, and what both chains say to it. */
export function useDraft(situation: BridgeSituation): DraftState {
  const { account, assets, chain, contracts, client, facts, view } = situation;
  const [ether] = assets as readonly [Asset, ...Asset[]];
  const {
    draft: kept,
    change,
    forget,
  } = useKeptDraft({
    ...{ direction: 'in', lane: 'gateway', token: ether.token, text: '', recipient: '' },
  });
  const known = [...assets, ...(kept.added ? [kept.added] : [])];
  const asset = known.find(({ token }) => token === kept.token) ?? ether;
  // What was typed for a token that is not known yet is no amount of ether.
  const shown = (of: Draft): Draft =>
    of.token === asset.token ? of : { ...of, token: ether.token, text: '' };
  const draft = shown(kept);
  const isIn = draft.direction === 'in';
  const most = isIn ? MAX_DEPOSITED_IDS : MAX_WITHDRAWN_IDS;
  const typed = asset.kind === 2 ? (idsFromText(draft.text, most).ids ?? NO_IDS) : NO_IDS;
  const [ids, leaving] = isIn ? [typed, NO_IDS] : [NO_IDS, typed];
  const missing = useMissingIds({ account, token: asset.token, ids: leaving }, view?.height);
  const question = { kind: asset.kind, token: asset.token, account, ids };
  const spender = contracts[draft.lane];
  const holding = useHolding(client, { ...question, spender }, facts?.head);
  const weftBalance =
    asset.kind === 0
      ? view?.balanceWei
      : view && (view.tokens.find(({ token }) => token === asset.token)?.amount ?? 0n);
  const checked = checkDraft(draft, asset, {
    account,
    keylessAccounts: chain.keylessAccounts,
    balance: isIn ? holding?.balance : weftBalance,
    missingIds: isIn ? holding && ids.filter((id) => !holding.ownedIds.has(id)) : missing,
  });
  return {
    ...{ draft, asset, checked, holding },
    isAsking: typed.length > 0 && (isIn ? holding : missing) === undefined,
    ethereumBalance: holding?.balance,
    weftBalance: asset.kind === 2 ? undefined : weftBalance,
    forget,
    change: (part) => change((before) => ({ ...shown(before), ...part })),
    addToken(next) {
      change((before) => ({ ...before, added: next, token: next.token, text: '' }));
    },
  };
}
