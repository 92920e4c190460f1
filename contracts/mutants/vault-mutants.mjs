// The Vault with one rule less each. `game` marks those that change the exit game so that somebody
// loses a coin or a bond in it: the invariants alone must find them.
const PIN = 'if (coinBlock <= after_ || coinBlock > upTo) revert NotPinnedBy(index, coinBlock);';
const SIGNER = 'recovered == address(0) || recovered != transfer.from || recovered != signer';

export const vaultMutants = [
  {
    name: 'a later checkpoint may speak for an old coin block',
    file: 'CoinTransfers.sol',
    from: PIN,
    to: PIN.replace('coinBlock <= after_ || ', ''),
    game: true,
  },
  {
    name: 'an earlier checkpoint may speak for a coin block it does not cover',
    file: 'CoinTransfers.sol',
    from: PIN,
    to: PIN.replace(' || coinBlock > upTo', ''),
  },
  {
    name: 'a header that is not the checkpoint’s',
    file: 'CoinTransfers.sol',
    from: 'if (inclusion.header.hash() != headerHash) revert WrongHeader(index);',
    to: 'inclusion.header.hash();',
  },
  {
    name: 'inclusion is not proven',
    file: 'CoinTransfers.sol',
    from: 'if (root != inclusion.header.coinRoot()) revert NotIncluded(slot, coinBlock);',
    to: '',
  },
  {
    name: 'nobody can challenge the time before',
    from: 'if (leaf == 0) revert EmptyLeaf();',
    to: 'if (leaf != 0) revert EmptyLeaf();',
    game: true,
  },
  {
    name: 'nobody can challenge by the deposit',
    from: 'if (birth >= exit.parent) revert NothingBefore(exitId);',
    to: 'revert NothingBefore(exitId);',
    game: true,
  },
  {
    name: 'an empty leaf challenges',
    from: 'if (leaf == 0) revert EmptyLeaf();',
    to: '',
  },
  {
    name: 'a walk need not lead from receiver to signer',
    from: 'if (transfer.to != receiver) revert WrongSigner(receiver, transfer.to);',
    to: '',
    game: true,
  },
  {
    name: 'a walk may leave out coin blocks',
    from: 'if (coinBlock != exit.headParent) revert WrongParent(exit.headParent, coinBlock);',
    to: '',
  },
  {
    name: 'a walk that comes near the deposit answers it, whoever deposited',
    from: 'return exit.headSigner == coin.owner && exit.headParent == coin.birth;',
    to: 'return exit.headParent == coin.birth;',
    game: true,
  },
  {
    name: 'a walk to the depositor does not answer the deposit',
    from: 'if (_isAtDeposit(exit, coin)) _answer(exitId, exit, coin.birth);',
    to: '',
    game: true,
  },
  {
    name: 'any step answers one challenge',
    from: 'if (_points[exitId][coinBlock].challenger != address(0)) --exit.openChallenges;',
    to: 'if (exit.openChallenges != 0) --exit.openChallenges;',
  },
  {
    name: 'anybody may have signed',
    file: 'CoinTransfers.sol',
    from: SIGNER,
    to: 'recovered == address(0)',
    game: true,
  },
  {
    name: 'the sender named need not have signed',
    file: 'CoinTransfers.sol',
    from: SIGNER,
    to: SIGNER.replace(' || recovered != transfer.from', ''),
  },
  {
    name: 'the signer need not be the owner',
    file: 'CoinTransfers.sol',
    from: SIGNER,
    to: SIGNER.replace(' || recovered != signer', ''),
    game: true,
  },
  {
    name: 'the transfer may spend another',
    file: 'CoinTransfers.sol',
    from: 'if (transfer.parent != parent) revert WrongParent(parent, transfer.parent);',
    to: '',
    game: true,
  },
  {
    name: 'the transfer may move another coin',
    file: 'CoinTransfers.sol',
    from: 'if (transfer.slot != slot) revert WrongSlot(slot, transfer.slot);',
    to: '',
    game: true,
  },
  {
    name: 'a transfer to nobody or to the Vault counts',
    file: 'CoinTransfers.sol',
    from: 'if (transfer.to == address(0) || transfer.to == address(this)) {',
    to: 'if (false) {',
  },
  {
    name: 'a signature never dies',
    file: 'CoinTransfers.sol',
    from: 'if (coinBlock <= after_ || coinBlock > transfer.lastCoinBlock) {',
    to: 'if (coinBlock <= after_) {',
    game: true,
  },
  {
    name: 'transfers before birth count',
    file: 'CoinTransfers.sol',
    from: 'uint64 after_ = parent > birth ? parent : birth;',
    to: 'uint64 after_ = parent;',
  },
  {
    name: 'a transfer may stand before the one it spends',
    file: 'CoinTransfers.sol',
    from: 'uint64 after_ = parent > birth ? parent : birth;',
    to: 'uint64 after_ = birth;',
  },
  {
    name: 'an exit is ripe after half a window',
    from: 'uint256 maturity = uint256(exit.startedAt) + window;',
    to: 'uint256 maturity = uint256(exit.startedAt) + window / 2 - 1;',
  },
  {
    name: 'an exit is ripe a second early',
    from: 'uint256 maturity = uint256(exit.startedAt) + window;',
    to: 'uint256 maturity = uint256(exit.startedAt) + window - 1;',
  },
  {
    name: 'a challenge at maturity',
    from: 'if (block.timestamp >= end) revert TooLate(end);',
    to: 'if (block.timestamp > end) revert TooLate(end);',
  },
  {
    name: 'challenges before until the end, when nobody can walk any more',
    from: 'Exit storage exit = _challengeable(exitId, window / 2);\n        uint64 slot',
    to: 'Exit storage exit = _challengeable(exitId, window);\n        uint64 slot',
  },
  {
    name: 'challenges before in a third of the window only',
    from: 'Exit storage exit = _challengeable(exitId, window / 2);\n        uint64 birth',
    to: 'Exit storage exit = _challengeable(exitId, window / 3);\n        uint64 birth',
  },
  {
    name: 'one exit at a time',
    from: 'Coin storage coin = _coinInside(slot);\n        exitId =',
    to: `Coin storage coin = _coinInside(slot);
        for (uint256 i = 0; i < coin.exitCount; ++i) {
            if (_exits[uint256(slot) << 32 | i].state == ExitState.open) revert CoinIsExited(slot);
        }
        exitId =`,
    game: true,
  },
  {
    name: 'a coin leaves twice',
    file: 'CoinDeposits.sol',
    from: 'if (coin.isExited) revert CoinIsExited(slot);',
    to: '',
    game: true,
  },
  {
    name: 'an exit of a coin that left',
    from: 'Coin storage coin = _coinInside(slot);\n        exitId =',
    to: 'Coin storage coin = _coins[slot];\n        exitId =',
  },
  {
    name: 'an exit with open challenges ends well',
    from: 'if (exit.openChallenges != 0) revert ChallengesOpen(exitId, exit.openChallenges);',
    to: '',
    game: true,
  },
  {
    name: 'a stranger exits a deposit',
    from: 'if (msg.sender != coin.owner) revert NotExitor(msg.sender, coin.owner);',
    to: '',
  },
  {
    name: 'a stranger exits with another’s transfer',
    from: 'if (msg.sender != transfer.to) revert NotExitor(msg.sender, transfer.to);',
    to: '',
  },
  {
    name: 'the same transfer included twice ends the exit',
    from: 'if (!isSame) return _refute(exitId, exit, msg.sender);',
    to: 'return _refute(exitId, exit, msg.sender);',
  },
  {
    name: 'an exit is moved to another transfer',
    from: 'if (!isSame) return _refute(exitId, exit, msg.sender);',
    to: '',
  },
  {
    name: 'a double spend may stand after the exit',
    from: 'if (coinBlock >= exit.coinBlock) {',
    to: 'if (coinBlock == exit.coinBlock) {',
    game: true,
  },
  {
    name: 'an answered challenge fails the exit',
    from: `if (_isWalked(exitId, exit, coinBlock)) revert AlreadyWalked(exitId, coinBlock);
        _refute`,
    to: '_refute',
    game: true,
  },
  {
    name: 'a coin block is challenged twice',
    from: 'if (point.challenger != address(0)) revert AlreadyChallenged(exitId, coinBlock);',
    to: '',
    game: true,
  },
  {
    name: 'the bond of an exit is paid twice',
    from: 'exit.state = ExitState.settled;\n            _payBond(exitId, exit.exitor, exitBond);',
    to: '_payBond(exitId, exit.exitor, exitBond);',
    game: true,
  },
  {
    name: 'the bond of a refuted exit is paid twice',
    from: 'exit.state = ExitState.settled;\n            uint256 reward',
    to: 'uint256 reward',
    game: true,
  },
  {
    name: 'the bond of a challenge is paid twice',
    from: 'point.isPaid = true;',
    to: '',
    game: true,
  },
  {
    name: 'refuting oneself is free',
    from: 'uint256 reward = exitBond / 2;',
    to: 'uint256 reward = exitBond;',
    game: true,
  },
  {
    name: 'the bond of an answered challenge goes back',
    from: 'isAnswered ? exit.exitor : point.challenger',
    to: 'point.challenger',
    game: true,
  },
  {
    name: 'a void exit keeps its bond',
    from: 'bool isVoid = state == ExitState.open',
    to: 'bool isVoid = state == ExitState.none',
    game: true,
  },
  {
    name: 'any bond will do',
    from: 'if (msg.value != exitBond) revert WrongBond(exitBond, msg.value);',
    to: '',
  },
].map((mutant) => ({ file: 'Vault.sol', ...mutant }));
