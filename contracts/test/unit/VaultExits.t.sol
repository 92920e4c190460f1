// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CoinDeposits} from "../../src/CoinDeposits.sol";
import {CoinTransfer, CoinTransfers, Spend} from "../../src/CoinTransfers.sol";
import {Vault} from "../../src/Vault.sol";
import {InboxKind} from "../../src/libraries/InboxKind.sol";
import {SparseMerkle} from "../../src/libraries/SparseMerkle.sol";
import {Checkpoints} from "../../src/Checkpoints.sol";
import {OneCoin} from "../support/OneCoin.sol";

/// @notice Who may begin to take a coin out, and with what.
contract VaultExitsTest is OneCoin {
    // ---------------------------------------------------------------------------------- deposit

    function test_startExit_byTheDepositor_opens() public {
        uint256 exitId = exitDeposit(alice, slot);
        Vault.Exit memory exit = vault.exitAt(exitId);
        assertEq(exit.exitor, alice.at, "exitor");
        assertEq(exit.coinBlock, 0, "birth");
        assertEq(exitId, uint256(slot) << 32, "id");
        assertState(exitId, Vault.ExitState.open, "open");
    }

    function test_startExit_wrongBond_reverts() public {
        vm.prank(alice.at);
        vm.expectRevert(abi.encodeWithSelector(Vault.WrongBond.selector, EXIT_BOND, EXIT_BOND - 1));
        vault.startExit{value: EXIT_BOND - 1}(slot, new Spend[](0));
    }

    function test_startExit_unknownCoin_reverts() public {
        vm.prank(alice.at);
        vm.expectRevert(abi.encodeWithSelector(CoinDeposits.UnknownCoin.selector, slot + 1));
        vault.startExit{value: EXIT_BOND}(slot + 1, new Spend[](0));
    }

    function test_startExit_ofACoinThatLeft_reverts() public {
        uint256 exitId = exitDeposit(alice, slot);
        mature();
        vault.finalizeExit(exitId);
        vm.prank(alice.at);
        vm.expectRevert(abi.encodeWithSelector(CoinDeposits.CoinIsExited.selector, slot));
        vault.startExit{value: EXIT_BOND}(slot, new Spend[](0));
    }

    function test_startExit_severalOfACoin_areOpenAtOnce() public {
        uint256 first = exitDeposit(alice, slot);
        uint256 second = exitDeposit(alice, slot);
        assertEq(second, first + 1, "ids count");
        assertState(first, Vault.ExitState.open, "first");
        assertState(second, Vault.ExitState.open, "second");
    }

    function test_startExit_threeTransfers_reverts() public {
        vm.prank(alice.at);
        vm.expectRevert(abi.encodeWithSelector(Vault.SpendCount.selector, 3));
        vault.startExit{value: EXIT_BOND}(slot, new Spend[](3));
    }

    // -------------------------------------------------------------------------- first transfer

    function test_startExit_firstTransfer_opens() public {
        include(slot, 0, alice, bob, 1);
        cover();
        uint256 exitId = exitFirst(bob, slot, spendOf(slot, 0, alice, bob, 1));
        Vault.Exit memory exit = vault.exitAt(exitId);
        assertEq(exit.exitor, bob.at, "exitor");
        assertEq(exit.signer, alice.at, "signer");
        assertEq(exit.coinBlock, 1, "coin block");
        assertEq(exit.parent, 0, "parent");
    }

    function test_startExit_firstTransferByAnotherThanTheDepositor_reverts() public {
        include(slot, 0, mallory, bob, 1);
        cover();
        _refuses(
            bob,
            spendOf(slot, 0, mallory, bob, 1),
            abi.encodeWithSelector(CoinTransfers.WrongSigner.selector, alice.at, mallory.at)
        );
    }

    function test_startExit_bySomebodyElseThanTheReceiver_reverts() public {
        include(slot, 0, alice, bob, 1);
        cover();
        _refuses(
            mallory,
            spendOf(slot, 0, alice, bob, 1),
            abi.encodeWithSelector(Vault.NotExitor.selector, mallory.at, bob.at)
        );
    }

    function test_startExit_transferInTheSlotOfAnotherCoin_reverts() public {
        uint64 other = depositEther(mallory, 1);
        CoinTransfer memory transfer = transferOf(slot, 0, alice, bob);
        put(1, other, vault.digestOf(transfer));
        put(1, slot, keccak256("something else"));
        cover();
        Spend memory spend = spendWith(transfer, alice, 1);
        spend.inclusion = inclusionOf(other, 1);
        _refuses(
            bob, spend, abi.encodeWithSelector(CoinTransfers.NotIncluded.selector, slot, uint64(1))
        );
    }

    function test_startExit_transferNobodyIncluded_reverts() public {
        put(1, slot + 7, keccak256("another coin"));
        cover();
        _refuses(
            bob,
            spendOf(slot, 0, alice, bob, 1),
            abi.encodeWithSelector(CoinTransfers.NotIncluded.selector, slot, uint64(1))
        );
    }

    function test_startExit_signatureThatHasExpired_reverts() public {
        CoinTransfer memory transfer = transferOf(slot, 0, alice, bob);
        transfer.lastCoinBlock = 1;
        put(2, slot, vault.digestOf(transfer));
        cover();
        _refuses(
            bob,
            spendWith(transfer, alice, 2),
            abi.encodeWithSelector(
                CoinTransfers.WrongCoinBlock.selector, uint64(0), uint64(1), uint64(2)
            )
        );
    }

    function test_startExit_inTheLastCoinBlockOfItsSignature_opens() public {
        CoinTransfer memory transfer = transferOf(slot, 0, alice, bob);
        transfer.lastCoinBlock = 2;
        put(2, slot, vault.digestOf(transfer));
        cover();
        uint256 exitId = exitFirst(bob, slot, spendWith(transfer, alice, 2));
        assertEq(vault.exitAt(exitId).lastCoinBlock, 2, "just in time");
    }

    function test_startExit_transferToTheVaultOrNobody_reverts() public {
        address[2] memory nobodies = [address(0), address(vault)];
        for (uint256 i = 0; i < 2; ++i) {
            CoinTransfer memory transfer = transferOf(slot, 0, alice, bob);
            transfer.to = nobodies[i];
            put(1, slot, vault.digestOf(transfer));
            cover();
            _refuses(
                bob,
                spendWith(transfer, alice, 1),
                abi.encodeWithSelector(CoinTransfers.WrongReceiver.selector, nobodies[i])
            );
        }
    }

    function test_startExit_transferInOrBeforeTheBirth_reverts() public {
        include(slot, 0, alice, bob, 1);
        put(2, slot, keccak256("anything"));
        cover();
        uint64 later = depositEther(alice, 1 ether);
        assertEq(vault.coinAt(later).birth, 2, "birth");
        put(2, later, 0);
        CoinTransfer memory transfer = transferOf(later, 2, alice, bob);
        Spend memory spend = spendWith(transfer, alice, 2);
        vm.prank(bob.at);
        vm.expectRevert(
            abi.encodeWithSelector(
                CoinTransfers.WrongCoinBlock.selector, uint64(2), FOR_EVER, uint64(2)
            )
        );
        vault.startExit{value: EXIT_BOND}(later, one(spend));
    }

    // -------------------------------------------------------------------------- later transfer

    function test_startExit_laterTransfer_opens() public {
        include(slot, 0, alice, bob, 1);
        include(slot, 1, bob, carol, 3);
        cover();
        uint256 exitId = exitLater(
            carol, slot, spendOf(slot, 0, alice, bob, 1), spendOf(slot, 1, bob, carol, 3)
        );
        Vault.Exit memory exit = vault.exitAt(exitId);
        assertEq(exit.parent, 1, "parent");
        assertEq(exit.signer, bob.at, "signer");
        assertEq(exit.headSigner, alice.at, "head");
        assertTrue(vault.pointAt(exitId, 0).isWalked, "the deposit is shown");
    }

    function test_startExit_transferThatSkipsAnOwner_reverts() public {
        include(slot, 0, alice, bob, 1);
        include(slot, 1, mallory, carol, 2);
        cover();
        Spend memory parent = spendOf(slot, 0, alice, bob, 1);
        Spend memory last = spendOf(slot, 1, mallory, carol, 2);
        vm.prank(carol.at);
        vm.expectRevert(
            abi.encodeWithSelector(CoinTransfers.WrongSigner.selector, bob.at, mallory.at)
        );
        vault.startExit{value: EXIT_BOND}(slot, two(parent, last));
    }

    function test_startExit_transferThatSpendsAnotherParent_reverts() public {
        include(slot, 0, alice, bob, 1);
        include(slot, 2, bob, carol, 3);
        cover();
        Spend memory parent = spendOf(slot, 0, alice, bob, 1);
        Spend memory last = spendOf(slot, 2, bob, carol, 3);
        vm.prank(carol.at);
        vm.expectRevert(
            abi.encodeWithSelector(CoinTransfers.WrongParent.selector, uint64(1), uint64(2))
        );
        vault.startExit{value: EXIT_BOND}(slot, two(parent, last));
    }

    // ------------------------------------------------------------------------------- signatures

    /// @dev What is no signature recovers to nobody: nobody must not be the one who signs.
    function test_startExit_parentFromNobodyWithoutASignature_reverts() public {
        CoinTransfer memory fromNobody = transferOf(slot, 1, alice, mallory);
        fromNobody.from = address(0);
        put(2, slot, vault.digestOf(fromNobody));
        include(slot, 2, mallory, mallory, 3);
        cover();
        Spend memory parent = spendWith(fromNobody, mallory, 2);
        Spend memory last = spendOf(slot, 2, mallory, mallory, 3);
        parent.signature = new bytes(65);
        vm.prank(mallory.at);
        vm.expectRevert(
            abi.encodeWithSelector(CoinTransfers.WrongSigner.selector, address(0), address(0))
        );
        vault.startExit{value: EXIT_BOND}(slot, two(parent, last));
    }

    function test_startExit_malleatedSignature_reverts() public {
        include(slot, 0, alice, bob, 1);
        cover();
        Spend memory spend = spendOf(slot, 0, alice, bob, 1);
        bytes32 digest = vault.digestOf(spend.transfer);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(alice.key, digest);
        uint256 order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
        bytes32 high = bytes32(order - uint256(s));
        bytes[4] memory others = [
            abi.encodePacked(r, high, v == 27 ? uint8(28) : uint8(27)),
            abi.encodePacked(r, s, v - 27),
            abi.encodePacked(r, s),
            abi.encodePacked(r, s, v, uint8(0))
        ];
        for (uint256 i = 0; i < others.length; ++i) {
            spend.signature = others[i];
            _refuses(
                bob,
                spend,
                abi.encodeWithSelector(CoinTransfers.WrongSigner.selector, alice.at, address(0))
            );
        }
    }

    // ------------------------------------------------------------------------------ checkpoints

    function test_startExit_laterCheckpointThanTheFirst_reverts() public {
        include(slot, 0, alice, bob, 1);
        cover();
        put(2, slot + 1, keccak256("anything"));
        cover();
        Spend memory spend = spendOf(slot, 0, alice, bob, 1);
        spend.inclusion = inclusionIn(1, slot, 1);
        _refuses(
            bob,
            spend,
            abi.encodeWithSelector(CoinTransfers.NotPinnedBy.selector, uint256(1), uint64(1))
        );
    }

    function test_startExit_headerOfAnotherCheckpoint_reverts() public {
        include(slot, 0, alice, bob, 1);
        cover();
        put(2, slot + 1, keccak256("anything"));
        cover();
        Spend memory spend = spendOf(slot, 0, alice, bob, 1);
        spend.inclusion.header = inclusionIn(1, slot, 1).header;
        _refuses(
            bob, spend, abi.encodeWithSelector(CoinTransfers.WrongHeader.selector, uint256(0))
        );
    }

    function test_startExit_checkpointThatIsNotThere_reverts() public {
        include(slot, 0, alice, bob, 1);
        cover();
        Spend memory spend = spendOf(slot, 0, alice, bob, 1);
        spend.inclusion.checkpoint = 5;
        _refuses(
            bob, spend, abi.encodeWithSelector(CoinTransfers.WrongHeader.selector, uint256(5))
        );
    }

    function test_startExit_coinBlockZero_reverts() public {
        include(slot, 0, alice, bob, 1);
        cover();
        Spend memory spend = spendOf(slot, 0, alice, bob, 1);
        spend.inclusion.coinBlock = 0;
        _refuses(
            bob,
            spend,
            abi.encodeWithSelector(
                CoinTransfers.WrongCoinBlock.selector, uint64(0), FOR_EVER, uint64(0)
            )
        );
    }

    function test_startExit_proofOfAnotherShape_reverts() public {
        include(slot, 0, alice, bob, 1);
        put(1, slot + 1, keccak256("a neighbour"));
        cover();
        Spend memory spend = spendOf(slot, 0, alice, bob, 1);
        spend.inclusion.blockProof.bitmap |= uint64(1) << 32;
        vm.prank(bob.at);
        vm.expectPartialRevert(SparseMerkle.ProofShape.selector);
        vault.startExit{value: EXIT_BOND}(slot, one(spend));
    }

    // ----------------------------------------------------------------------------------- events

    function test_startExit_tellsTheSidechain() public {
        uint64 index = checkpoints.inboxCount() + 1;
        vm.expectEmit();
        emit Checkpoints.InboxAppended(
            index, InboxKind.EXIT_STARTED, abi.encode(slot, uint256(slot) << 32)
        );
        exitDeposit(alice, slot);
    }

    function _refuses(Person memory exitor, Spend memory spend, bytes memory reason) private {
        vm.prank(exitor.at);
        vm.expectRevert(reason);
        vault.startExit{value: EXIT_BOND}(slot, one(spend));
    }
}
