// The values below the node that a page meets in its words.
export type { VaultDomain } from '../chain/coin-transfer.ts';
export type { QueryInput } from '../chain/query-input.ts';
export type { Address, Hash, Hex } from '../core/bytes.ts';
export type { ErrorObject } from '../core/errors.ts';
export type { ClaimCall, ClaimCalls } from '../node/checkpoints/claim-calls.ts';
export type { EscapeCall, Escapes } from '../node/checkpoints/escapes.ts';
export type { CoinFileOptions } from '../node/coins/coin-file-of.ts';
export type { QueryAnswer } from '../node/execution/module-indexes.ts';
export type { BridgeView } from '../node/rpc/bridge-view.ts';
export type { ChainInfo } from '../node/rpc/chain-info.ts';
export type {
  CoinFileText,
  CoinState,
  CoinWait,
  VaultCoin,
  VaultCoins,
} from '../node/rpc/coin-types.ts';
export type { EndpointStatus, EthereumStatus } from '../node/rpc/ethereum-status.ts';
export type { MissingIdsParams } from '../node/rpc/missing-ids.ts';
export type { FeeQuote, Prepared, PrepareParams } from '../node/rpc/prepare-types.ts';
// The client speaks of a node in the node's own words; pages import them from here.
export type {
  AccountView,
  BlockDetail,
  BlockSummary,
  BootStep,
  BootStepName,
  CertificateView,
  CommitteeView,
  EvidenceView,
  LoomEvent,
  NodeStatus,
  OwnValidator,
  Peer,
  Phase,
  RequestName,
  Requests,
  StakesView,
  Subscription,
  SubscriptionValue,
  TransactionView,
  Validator,
  ValidatorKeyFacts,
  ValidatorsView,
  ValidatorView,
} from '../node/rpc/types.ts';
export type { WithdrawalRun } from '../node/rpc/withdrawal-runs.ts';
export type { ExitDuty } from '../node/watchtower/watch-exits.ts';
