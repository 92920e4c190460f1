// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CoinTransfer, CoinTransfers, Spend} from "../../src/CoinTransfers.sol";
import {Vault} from "../../src/Vault.sol";
import {InboxKind} from "../../src/libraries/InboxKind.sol";
import {Checkpoints} from "../../src/Checkpoints.sol";
import {OneCoin} from "../support/OneCoin.sol";

/// @notice What ends an exit that is not the coin's history, and what does not.
contract VaultChallengesTest is OneCoin {
    // ------------------------------------------------------------------------------------ after

    function test_challengeAfter_depositThatWasSpent_endsTheExit() public {
        include(slot, 0, alice, bob, 1);
        cover();
        uint256 exitId = exitDeposit(alice, slot);
        _challengeAfter(exitId, spendOf(slot, 0, alice, bob, 1));
        assertState(exitId, Vault.ExitState.refuted, "refuted");
        assertEq(vault.exitAt(exitId).signer, mallory.at, "by whom");
    }

    function test_challengeAfter_transferThatWasSpent_endsTheExit() public {
        uint256 exitId = exitOfBob();
        include(slot, 1, bob, carol, 4);
        cover();
        _challengeAfter(exitId, spendOf(slot, 1, bob, carol, 4));
        assertState(exitId, Vault.ExitState.refuted, "refuted");
    }

    function test_challengeAfter_tellsTheSidechain() public {
        include(slot, 0, alice, bob, 1);
        cover();
        uint256 exitId = exitDeposit(alice, slot);
        Spend memory spend = spendOf(slot, 0, alice, bob, 1);
        uint64 index = checkpoints.inboxCount() + 1;
        vm.expectEmit();
        emit Checkpoints.InboxAppended(index, InboxKind.EXIT_ENDED, abi.encode(slot, exitId));
        vault.challengeAfter(exitId, spend);
    }

    function test_challengeAfter_signedByAnother_reverts() public {
        uint256 exitId = exitOfBob();
        include(slot, 1, mallory, carol, 4);
        cover();
        Spend memory spend = spendOf(slot, 1, mallory, carol, 4);
        vm.expectRevert(
            abi.encodeWithSelector(CoinTransfers.WrongSigner.selector, bob.at, mallory.at)
        );
        vault.challengeAfter(exitId, spend);
    }

    function test_challengeAfter_atMaturity_reverts() public {
        include(slot, 0, alice, bob, 1);
        cover();
        uint256 exitId = exitDeposit(alice, slot);
        Spend memory spend = spendOf(slot, 0, alice, bob, 1);
        mature();
        vm.expectRevert(abi.encodeWithSelector(Vault.TooLate.selector, block.timestamp));
        vault.challengeAfter(exitId, spend);
        vm.warp(block.timestamp - 1);
        vault.challengeAfter(exitId, spend);
    }

    function test_challengeAfter_exitThatIsOver_reverts() public {
        include(slot, 0, alice, bob, 1);
        cover();
        uint256 exitId = exitDeposit(alice, slot);
        Spend memory spend = spendOf(slot, 0, alice, bob, 1);
        vault.challengeAfter(exitId, spend);
        vm.expectRevert(
            abi.encodeWithSelector(Vault.ExitIsOver.selector, exitId, Vault.ExitState.refuted)
        );
        vault.challengeAfter(exitId, spend);
    }

    function test_challengeAfter_exitThatIsNotThere_reverts() public {
        include(slot, 0, alice, bob, 1);
        cover();
        Spend memory spend = spendOf(slot, 0, alice, bob, 1);
        vm.expectRevert(abi.encodeWithSelector(Vault.UnknownExit.selector, uint256(3)));
        vault.challengeAfter(3, spend);
    }

    // ---------------------------------------------------------------------------------- between

    /// @dev Alice gives to bob at 1; he gives to carol at 2 and to mallory at 3.
    function test_challengeBetween_doubleSpend_endsTheLaterOne() public {
        include(slot, 0, alice, bob, 1);
        include(slot, 1, bob, carol, 2);
        include(slot, 1, bob, dave, 3);
        cover();
        uint256 exitId =
            exitLater(dave, slot, spendOf(slot, 0, alice, bob, 1), spendOf(slot, 1, bob, dave, 3));
        vault.challengeBetween(exitId, spendOf(slot, 1, bob, carol, 2));
        assertState(exitId, Vault.ExitState.refuted, "refuted");
    }

    function test_challengeBetween_ofTheDeposit_endsTheLaterOne() public {
        include(slot, 0, alice, bob, 1);
        include(slot, 0, alice, carol, 2);
        cover();
        uint256 exitId = exitFirst(carol, slot, spendOf(slot, 0, alice, carol, 2));
        vault.challengeBetween(exitId, spendOf(slot, 0, alice, bob, 1));
        assertState(exitId, Vault.ExitState.refuted, "refuted");
    }

    function test_challengeBetween_theSameTransferIncludedTwice_movesTheExit() public {
        include(slot, 0, alice, bob, 2);
        include(slot, 0, alice, bob, 5);
        cover();
        uint256 exitId = exitFirst(bob, slot, spendOf(slot, 0, alice, bob, 5));
        vault.challengeBetween(exitId, spendOf(slot, 0, alice, bob, 2));
        assertState(exitId, Vault.ExitState.open, "goes on");
        assertEq(vault.exitAt(exitId).coinBlock, 2, "from the earlier one");
    }

    function test_challengeBetween_theSameButForItsLastCoinBlock_endsTheExit() public {
        CoinTransfer memory short = transferOf(slot, 0, alice, bob);
        short.lastCoinBlock = 9;
        put(2, slot, vault.digestOf(short));
        include(slot, 0, alice, bob, 5);
        cover();
        uint256 exitId = exitFirst(bob, slot, spendOf(slot, 0, alice, bob, 5));
        vault.challengeBetween(exitId, spendWith(short, alice, 2));
        assertState(exitId, Vault.ExitState.refuted, "refuted");
    }

    function test_challengeBetween_outsideOfTheTwoTransfers_reverts() public {
        include(slot, 0, alice, bob, 2);
        include(slot, 2, bob, carol, 4);
        include(slot, 2, bob, dave, 6);
        cover();
        uint256 exitId = exitLater(
            carol, slot, spendOf(slot, 0, alice, bob, 2), spendOf(slot, 2, bob, carol, 4)
        );
        Spend memory later = spendOf(slot, 2, bob, dave, 6);
        vm.expectRevert(
            abi.encodeWithSelector(
                CoinTransfers.WrongCoinBlock.selector, uint64(2), uint64(3), uint64(6)
            )
        );
        vault.challengeBetween(exitId, later);
        Spend memory itself = spendOf(slot, 2, bob, carol, 4);
        vm.expectRevert(
            abi.encodeWithSelector(
                CoinTransfers.WrongCoinBlock.selector, uint64(2), uint64(3), uint64(4)
            )
        );
        vault.challengeBetween(exitId, itself);
    }

    function test_challengeBetween_exitOfADeposit_reverts() public {
        include(slot, 0, alice, bob, 1);
        cover();
        uint256 exitId = exitDeposit(alice, slot);
        Spend memory spend = spendOf(slot, 0, alice, bob, 1);
        vm.expectRevert(abi.encodeWithSelector(Vault.NothingBefore.selector, exitId));
        vault.challengeBetween(exitId, spend);
    }

    function test_challengeBetween_spendOfAnotherOwner_reverts() public {
        include(slot, 0, alice, bob, 1);
        include(slot, 0, mallory, dave, 2);
        include(slot, 1, bob, carol, 3);
        cover();
        uint256 exitId = exitLater(
            carol, slot, spendOf(slot, 0, alice, bob, 1), spendOf(slot, 1, bob, carol, 3)
        );
        Spend memory spend = spendOf(slot, 0, mallory, dave, 2);
        vm.expectPartialRevert(CoinTransfers.WrongParent.selector);
        vault.challengeBetween(exitId, spend);
    }

    // ---------------------------------------------------------------------------------- helpers

    function _challengeAfter(uint256 exitId, Spend memory spend) private {
        vm.prank(mallory.at);
        vault.challengeAfter(exitId, spend);
    }
}
