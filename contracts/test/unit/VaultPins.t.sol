// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CoinTransfer, CoinTransfers, Spend} from "../../src/CoinTransfers.sol";
import {Coins} from "../support/Coins.sol";
import {Tree} from "../support/Tree.sol";

/// @notice Which checkpoint speaks for a coin block, and where a transfer may stand.
contract VaultPinsTest is Coins {
    uint64 private slot;

    function setUp() public {
        setUpCoins();
        slot = depositEther(alice, 1 ether);
    }

    /// @dev Its tree may have leaves beyond its count: another checkpoint will speak for them.
    function test_startExit_checkpointThatDoesNotCoverTheBlockYet_reverts() public {
        CoinTransfer memory transfer = transferOf(slot, 0, alice, bob);
        Tree.Leaves memory leaves;
        leaves = Tree.with_(leaves, slot, vault.digestOf(transfer));
        Tree.Leaves memory roots;
        roots = Tree.with_(roots, 0, 0);
        roots = Tree.with_(roots, 1, Tree.root(leaves, 64));
        Fields memory fields = nextFields();
        fields.coinCount = 1;
        fields.coinRoot = Tree.root(roots, 32);
        Spend memory spend;
        spend.transfer = transfer;
        spend.signature = signatureBy(alice, vault.digestOf(transfer));
        spend.inclusion.header = post(fields);
        spend.inclusion.coinBlock = 2;
        spend.inclusion.slotProof = Tree.prove(leaves, 64, slot);
        spend.inclusion.blockProof = Tree.prove(roots, 32, 1);
        vm.prank(bob.at);
        vm.expectRevert(
            abi.encodeWithSelector(CoinTransfers.NotPinnedBy.selector, uint256(0), uint64(2))
        );
        vault.startExit{value: EXIT_BOND}(slot, one(spend));
    }

    function test_startExit_transferBeforeTheOneItSpends_reverts() public {
        include(slot, 0, alice, bob, 3);
        include(slot, 3, bob, carol, 2);
        cover();
        Spend[] memory spends =
            two(spendOf(slot, 0, alice, bob, 3), spendOf(slot, 3, bob, carol, 2));
        vm.prank(carol.at);
        vm.expectRevert(
            abi.encodeWithSelector(
                CoinTransfers.WrongCoinBlock.selector, uint64(3), FOR_EVER, uint64(2)
            )
        );
        vault.startExit{value: EXIT_BOND}(slot, spends);
    }

    /// @dev Whoever validates can guess the next slot and write its history beforehand.
    function test_startExit_historyFromBeforeTheDeposit_reverts() public {
        include(slot + 1, 0, mallory, dave, 1);
        include(slot + 1, 1, dave, mallory, 2);
        cover();
        assertEq(depositEther(alice, 1 ether), slot + 1, "the slot that was guessed");
        Spend[] memory spends =
            two(spendOf(slot + 1, 0, mallory, dave, 1), spendOf(slot + 1, 1, dave, mallory, 2));
        vm.prank(mallory.at);
        vm.expectRevert(
            abi.encodeWithSelector(
                CoinTransfers.WrongCoinBlock.selector, uint64(2), FOR_EVER, uint64(1)
            )
        );
        vault.startExit{value: EXIT_BOND}(slot + 1, spends);
    }

    /// @dev A leaf has one possible signer: else an earlier spend could not be shown against it.
    function test_startExit_ownersSignatureUnderAnotherName_reverts() public {
        CoinTransfer memory transfer = transferOf(slot, 0, carol, bob);
        put(1, slot, vault.digestOf(transfer));
        cover();
        Spend[] memory spends = one(spendWith(transfer, alice, 1));
        vm.prank(bob.at);
        vm.expectRevert(
            abi.encodeWithSelector(CoinTransfers.WrongSigner.selector, alice.at, alice.at)
        );
        vault.startExit{value: EXIT_BOND}(slot, spends);
    }
}
