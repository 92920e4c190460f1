// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CoinTransfer, Inclusion, Spend} from "../../src/CoinTransfers.sol";
import {Vault} from "../../src/Vault.sol";
import {PlainErc20, PlainErc721} from "../mocks/PlainTokens.sol";
import {Sidechain} from "./Sidechain.sol";
import {Tree} from "./Tree.sol";

/// @notice Coin blocks of a sidechain, the checkpoints that cover them, and people who sign.
abstract contract Coins is Sidechain {
    struct Person {
        uint256 key;
        address at;
    }

    uint64 internal constant FOR_EVER = type(uint64).max;

    Person internal alice;
    Person internal bob;
    Person internal carol;
    Person internal dave;
    Person internal mallory;
    PlainErc20 internal units;
    /// @dev Alice has number 7.
    PlainErc721 internal things;

    Tree.Leaves[] private _blocks;
    bytes[] private _headers;
    uint64[] private _covered;

    function setUpCoins() internal {
        deployAll();
        alice = _person("alice");
        bob = _person("bob");
        carol = _person("carol");
        dave = _person("dave");
        mallory = _person("mallory");
        units = new PlainErc20();
        things = new PlainErc721();
        things.mint(alice.at, 7);
    }

    function depositEther(Person memory owner, uint256 amount) internal returns (uint64 slot) {
        vm.prank(owner.at);
        return vault.depositEth{value: amount}();
    }

    /// @notice A coin of `amount` units, which are minted for it.
    function depositUnits(Person memory owner, uint256 amount) internal returns (uint64 slot) {
        units.mint(owner.at, amount);
        vm.startPrank(owner.at);
        units.approve(address(vault), amount);
        slot = vault.depositErc20(address(units), amount);
        vm.stopPrank();
    }

    /// @notice A coin that is one token, which the owner has.
    function depositThing(Person memory owner, uint256 id) internal returns (uint64 slot) {
        vm.startPrank(owner.at);
        things.approve(address(vault), id);
        slot = vault.depositErc721(address(things), id);
        vm.stopPrank();
    }

    // ------------------------------------------------------------------------------ coin blocks

    /// @notice Puts a leaf into coin block `coinBlock`, after as many empty ones as needed.
    function put(uint64 coinBlock, uint64 slot, bytes32 leaf) internal {
        while (_blocks.length < coinBlock) {
            _blocks.push();
        }
        _blocks[coinBlock - 1] = Tree.with_(_blocks[coinBlock - 1], slot, leaf);
    }

    /// @notice Posts a checkpoint that covers all coin blocks so far.
    function cover() internal returns (uint256 checkpoint) {
        return coverWith(_blocks.length);
    }

    /// @notice Posts a checkpoint that covers the first `count` coin blocks.
    function coverWith(uint256 count) internal returns (uint256 checkpoint) {
        Fields memory fields = nextFields();
        fields.coinCount = uint64(count);
        fields.coinRoot = Tree.root(_rootsUpTo(count), 32);
        _headers.push(post(fields));
        _covered.push(uint64(count));
        return _headers.length - 1;
    }

    function inclusionOf(uint64 slot, uint64 coinBlock) internal view returns (Inclusion memory) {
        uint256 checkpoint;
        while (_covered[checkpoint] < coinBlock) {
            ++checkpoint;
        }
        return inclusionIn(checkpoint, slot, coinBlock);
    }

    function inclusionIn(uint256 checkpoint, uint64 slot, uint64 coinBlock)
        internal
        view
        returns (Inclusion memory inclusion)
    {
        inclusion.coinBlock = coinBlock;
        inclusion.slotProof = Tree.prove(_blocks[coinBlock - 1], 64, slot);
        inclusion.blockProof = Tree.prove(_rootsUpTo(_covered[checkpoint]), 32, coinBlock - 1);
        inclusion.header = _headers[checkpoint];
        inclusion.checkpoint = checkpoint;
    }

    function _rootsUpTo(uint256 count) private view returns (Tree.Leaves memory roots) {
        roots = Tree.Leaves(new uint64[](count), new bytes32[](count));
        for (uint256 i = 0; i < count; ++i) {
            roots.indexes[i] = uint64(i);
            roots.values[i] = Tree.root(_blocks[i], 64);
        }
    }

    // -------------------------------------------------------------------------------- transfers

    function transferOf(uint64 slot, uint64 parent, Person memory from, Person memory to)
        internal
        pure
        returns (CoinTransfer memory)
    {
        return CoinTransfer(slot, parent, from.at, to.at, FOR_EVER);
    }

    /// @notice Signs a transfer and includes it in coin block `coinBlock`.
    function include(
        uint64 slot,
        uint64 parent,
        Person memory from,
        Person memory to,
        uint64 coinBlock
    ) internal {
        put(coinBlock, slot, vault.digestOf(transferOf(slot, parent, from, to)));
    }

    /// @notice The transfer with its signature and the proof that it is in `coinBlock`.
    function spendOf(
        uint64 slot,
        uint64 parent,
        Person memory from,
        Person memory to,
        uint64 coinBlock
    ) internal view returns (Spend memory) {
        return spendWith(transferOf(slot, parent, from, to), from, coinBlock);
    }

    function spendWith(CoinTransfer memory transfer, Person memory signer, uint64 coinBlock)
        internal
        view
        returns (Spend memory spend)
    {
        spend.transfer = transfer;
        spend.signature = signatureBy(signer, vault.digestOf(transfer));
        spend.inclusion = inclusionOf(transfer.slot, coinBlock);
    }

    function signatureBy(Person memory signer, bytes32 digest)
        internal
        pure
        returns (bytes memory)
    {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(signer.key, digest);
        return abi.encodePacked(r, s, v);
    }

    // ------------------------------------------------------------------------------------ exits

    function exitDeposit(Person memory owner, uint64 slot) internal returns (uint256) {
        return exitWith(owner, slot, new Spend[](0));
    }

    function exitFirst(Person memory exitor, uint64 slot, Spend memory last)
        internal
        returns (uint256)
    {
        return exitWith(exitor, slot, one(last));
    }

    function exitLater(Person memory exitor, uint64 slot, Spend memory parent, Spend memory last)
        internal
        returns (uint256)
    {
        return exitWith(exitor, slot, two(parent, last));
    }

    function exitWith(Person memory exitor, uint64 slot, Spend[] memory spends)
        internal
        returns (uint256)
    {
        vm.prank(exitor.at);
        return vault.startExit{value: EXIT_BOND}(slot, spends);
    }

    function one(Spend memory spend) internal pure returns (Spend[] memory spends) {
        spends = new Spend[](1);
        spends[0] = spend;
    }

    function two(Spend memory first, Spend memory second)
        internal
        pure
        returns (Spend[] memory spends)
    {
        spends = new Spend[](2);
        spends[0] = first;
        spends[1] = second;
    }

    function challengeBefore(uint256 exitId, uint64 slot, uint64 coinBlock, bytes32 leaf)
        internal
    {
        vm.prank(mallory.at);
        vault.challengeBefore{value: CHALLENGE_BOND}(exitId, leaf, inclusionOf(slot, coinBlock));
    }

    function challengeBirth(uint256 exitId) internal {
        vm.prank(mallory.at);
        vault.challengeBirth{value: CHALLENGE_BOND}(exitId);
    }

    function stateOf(uint256 exitId) internal view returns (Vault.ExitState) {
        return vault.exitAt(exitId).state;
    }

    function assertState(uint256 exitId, Vault.ExitState expected, string memory what)
        internal
        view
    {
        assertEq(uint256(stateOf(exitId)), uint256(expected), what);
    }

    function mature() internal {
        vm.warp(block.timestamp + WINDOW);
    }

    function _person(string memory name) private returns (Person memory person) {
        uint256 key = uint256(keccak256(bytes(name)));
        person = Person(key, vm.addr(key));
        vm.deal(person.at, 1_000 ether);
    }
}
