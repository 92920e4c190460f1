// Checkpoints, the Gateway, and what all share, with one rule less each. `game` marks those that
// the invariants alone must find.
const checkpoints = [
  {
    name: 'a height is accepted again',
    from: 'if (header.height() <= height) return;',
    to: 'if (header.height() < height) return;',
    game: true,
  },
  {
    name: 'a header of another chain',
    from: 'if (header.genesisHash() != genesisHash) {',
    to: 'if (false) {',
  },
  {
    name: 'another committee',
    from: 'if (given != committeeHash) revert Committee.WrongCommittee(committeeHash, given);',
    to: '',
  },
  {
    name: 'a signature is not checked',
    from: 'if (!Bls12381.isSigned(key, statement, signature)) revert WrongSignature();',
    to: 'Bls12381.isSigned(key, statement, signature);',
    game: true,
  },
  {
    name: 'another epoch',
    from: 'if (header.epoch() != epoch) revert WrongEpoch(epoch, header.epoch());',
    to: '',
    game: true,
  },
  {
    name: 'a later view without a boundary',
    from: 'bool isLater = header.nextCommitteeHash() != 0 && view_ > headerView;',
    to: 'bool isLater = view_ > headerView;',
    game: true,
  },
  {
    name: 'coin blocks become fewer',
    from: 'if (coins < last.coinCount || coins > MAX_COIN_COUNT) {',
    to: 'if (coins > MAX_COIN_COUNT) {',
    game: true,
  },
  {
    name: 'an inbox with invented events',
    from: 'if (!isKnown || header.inboxHash() != inbox[applied]) {',
    to: 'if (!isKnown) {',
    game: true,
  },
  {
    name: 'an inbox with forgotten events',
    from: 'bool isKnown = applied >= last.inboxCount && applied <= inboxCount;',
    to: 'bool isKnown = applied <= inboxCount;',
    game: true,
  },
  {
    name: 'a handover that is not told',
    from: '_append(InboxKind.BOUNDARY_ACCEPTED, abi.encode(ended + 1));',
    to: '',
  },
  {
    name: 'an epoch that does not end',
    from: 'epoch = ended + 1;',
    to: '',
    game: true,
  },
  {
    name: 'the inbox forgets what came before',
    from: 'keccak256(abi.encode(inbox[index - 1], index, eventHash))',
    to: 'keccak256(abi.encode(index, eventHash))',
    game: true,
  },
  {
    name: 'anybody adds to the inbox',
    from: 'if (msg.sender != gateway && msg.sender != vault) revert NotAllowed(msg.sender);',
    to: '',
  },
  {
    name: 'a sealed chain takes deposits',
    from: 'if (isSealed && msg.sender == gateway) revert AlreadySealed();',
    to: '',
    game: true,
  },
  {
    name: 'a sealed chain goes on',
    from: 'bytes32 headerHash = header.hash();\n        if (isSealed) revert AlreadySealed();',
    to: 'bytes32 headerHash = header.hash();',
  },
  {
    name: 'a chain that lives again is sealed',
    from: 'if (declaredDeadAt != 0) declaredDeadAt = 0;',
    to: '',
  },
  {
    name: 'a coin block is pinned by any later checkpoint',
    from: 'coinsBefore: _last().coinCount,',
    to: 'coinsBefore: 0,',
    game: true,
  },
].map((mutant) => ({ ...mutant, file: 'Checkpoints.sol' }));

const gateway = [
  {
    name: 'a withdrawal is claimed twice',
    from: '_claimed.set(withdrawal.index);',
    to: '',
    game: true,
  },
  {
    name: 'a claim is not proven',
    from: 'if (_rootWith(withdrawal, proof) != root) revert NotInOutbox(withdrawal.index);',
    to: '_rootWith(withdrawal, proof) != root;',
    game: true,
  },
  {
    name: 'one of many claims is not proven',
    from: 'if (_rootWith(one.withdrawal, one.proof) != root) {',
    to: 'if (false) {',
  },
  {
    name: 'anybody claims one with a root of his own',
    from: 'if (msg.sender != address(this)) revert OnlySelf(msg.sender);',
    to: '',
  },
  {
    name: 'a header nobody accepted',
    from: 'if (header.hash() != checkpoints.headerHashAt(checkpoint)) {',
    to: 'if (false) {',
  },
  {
    name: 'an account escapes twice',
    from: 'hasEscaped[asset][account] = true;',
    to: '',
    game: true,
  },
  {
    name: 'stake stays behind',
    from: 'amount += proofs[1].value;',
    to: '',
    game: true,
  },
  {
    name: 'a refund twice',
    from: '_refunded.set(index);',
    to: '',
    game: true,
  },
  {
    name: 'a refund of what was applied',
    from: 'if (index <= checkpoints.appliedInboxCount()) revert AlreadyApplied(index);',
    to: '',
    game: true,
  },
  {
    name: 'a refund while the chain lives',
    from: 'if (!checkpoints.isSealed()) revert NotSealed();\n        if (index',
    to: 'if (index',
    game: true,
  },
  {
    name: 'a refund of an event that never was',
    from: 'if (link != checkpoints.inbox(index)) revert NotInInbox(index);',
    to: '',
  },
  {
    name: 'a refund to the receiver instead of the sender',
    from: '(uint8 kind, address token, address from,, uint256 value) =',
    to: '(uint8 kind, address token,, address from, uint256 value) =',
    game: true,
  },
].map((mutant) => ({ ...mutant, file: 'Gateway.sol' }));

const intake = [
  {
    name: 'what was asked for counts, not what arrived',
    from: 'received = balance - before;',
    to: 'received = amount;',
    game: true,
  },
  {
    name: 'more is paid than was taken in',
    from: 'if (sum < value) revert MoreThanLocked(token, sum, value);',
    to: 'if (sum < value) sum = value;',
  },
  {
    name: 'a token id stays locked when it left',
    from: 'delete lockedId[token][value];',
    to: '',
    game: true,
  },
  {
    name: 'a token of the other kind',
    from: 'if (kind != expected) revert WrongKind(token, kind);',
    to: '',
  },
  {
    name: 'a token that was given back counts',
    from: 'if (owner != address(this)) revert NotReceived(token, id, owner);',
    to: 'owner;',
  },
].map((mutant) => ({ ...mutant, file: 'TokenIntake.sol' }));

const libraries = [
  {
    name: 'two thirds are enough',
    file: 'libraries/Committee.sol',
    from: 'if (3 * power <= 2 * total) revert NoQuorum(power, total);',
    to: 'if (3 * power < 2 * total) revert NoQuorum(power, total);',
  },
  {
    name: 'half is enough',
    file: 'libraries/Committee.sol',
    from: 'if (3 * power <= 2 * total) revert NoQuorum(power, total);',
    to: 'if (2 * power < total) revert NoQuorum(power, total);',
    game: true,
  },
  {
    name: 'bits beyond the members',
    file: 'libraries/Committee.sol',
    from: 'if (signers >> members != 0) revert StraySigners(signers, members);',
    to: '',
  },
  {
    name: 'infinity signs everything',
    file: 'libraries/Bls12381.sol',
    from: 'if (isInfinity) revert PointAtInfinity();',
    to: '',
  },
  {
    name: 'a proof with siblings left over',
    file: 'libraries/SparseMerkle.sol',
    from: 'isWrong := or(isWrong, iszero(eq(next, end)))',
    to: '',
  },
  {
    name: 'a proof with an empty sibling',
    file: 'libraries/SparseMerkle.sol',
    from: 'isWrong := or(isWrong, iszero(sibling))',
    to: '',
  },
  {
    name: 'an index beyond the tree',
    file: 'libraries/SparseMerkle.sol',
    from: 'bitmap >> depth != 0 || place >> depth != 0;',
    to: 'bitmap >> depth != 0;',
  },
  {
    name: 'any other leaf proves that a key is absent',
    file: 'libraries/StateProof.sol',
    from: 'if (!isOther) revert NotOnPath(path, proof.otherPath);',
    to: '',
  },
  {
    name: 'a header of any version',
    file: 'libraries/Header.sol',
    from: 'if (version != VERSION) revert HeaderVersion(version);',
    to: '',
  },
];

export const pooledMutants = [...checkpoints, ...gateway, ...intake, ...libraries];
