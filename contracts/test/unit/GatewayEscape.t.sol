// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Checkpoints} from "../../src/Checkpoints.sol";
import {Gateway} from "../../src/Gateway.sol";
import {Spend} from "../../src/CoinTransfers.sol";
import {AssetKind} from "../../src/libraries/AssetKind.sol";
import {StateProof} from "../../src/libraries/StateProof.sol";
import {OpenGateway} from "../support/OpenGateway.sol";

/// @notice What accounts get back when the sidechain is dead.
contract GatewayEscapeTest is OpenGateway {
    function setUp() public override {
        super.setUp();
        fillGateway();
    }

    // ----------------------------------------------------------------------------------- escape

    function test_escape_nativeCoin_paysBalanceAndStake() public {
        Entry[] memory state = _state();
        postState(state);
        sealChain();
        gateway.escape(address(0), ANNA, header, _native(state, ANNA, 5 ether, 2 ether));
        assertEq(ANNA.balance, 7 ether, "balance and stake");
    }

    function test_escape_absentStake_countsAsNothing() public {
        Entry[] memory state = _state();
        postState(state);
        sealChain();
        gateway.escape(address(0), BORIS, header, _native(state, BORIS, 1 ether, 0));
        assertEq(BORIS.balance, 1 ether, "balance");
    }

    /// @notice It holds all stake, of which each account escapes with its own: paid out to nobody,
    /// the stake of everybody would be gone.
    function test_escape_accountOfAllStake_reverts() public {
        address stakeAccount = address(uint160(uint256(keccak256("weft stake"))));
        Entry[] memory state = _state();
        state[5] = Entry(balanceKey(address(0), stakeAccount), abi.encode(uint256(2 ether)));
        postState(state);
        sealChain();
        Gateway.Proven[] memory proofs = _native(state, stakeAccount, 2 ether, 0);
        vm.expectRevert(abi.encodeWithSelector(Gateway.NobodysAccount.selector, stakeAccount));
        gateway.escape(address(0), stakeAccount, header, proofs);
    }

    function test_escape_otherAsset_takesOneProof() public {
        Entry[] memory state = _state();
        postState(state);
        sealChain();
        Gateway.Proven[] memory proofs = new Gateway.Proven[](1);
        proofs[0] = Gateway.Proven(300, proveState(state, balanceKey(address(units), ANNA)));
        gateway.escape(address(units), ANNA, header, proofs);
        assertEq(units.balanceOf(ANNA), 300, "units");
    }

    function test_escape_twice_reverts() public {
        Entry[] memory state = _state();
        postState(state);
        sealChain();
        Gateway.Proven[] memory proofs = _native(state, ANNA, 5 ether, 2 ether);
        gateway.escape(address(0), ANNA, header, proofs);
        vm.expectRevert(abi.encodeWithSelector(Gateway.AlreadyEscaped.selector, address(0), ANNA));
        gateway.escape(address(0), ANNA, header, proofs);
    }

    function test_escape_chainThatLives_reverts() public {
        Entry[] memory state = _state();
        postState(state);
        Gateway.Proven[] memory proofs = _native(state, ANNA, 5 ether, 2 ether);
        vm.expectRevert(Gateway.NotSealed.selector);
        gateway.escape(address(0), ANNA, header, proofs);
    }

    function test_escape_olderHeader_reverts() public {
        Entry[] memory state = _state();
        postState(state);
        bytes memory older = header;
        postState(state);
        sealChain();
        Gateway.Proven[] memory proofs = _native(state, ANNA, 5 ether, 2 ether);
        vm.expectRevert(abi.encodeWithSelector(Gateway.WrongHeader.selector, 1));
        gateway.escape(address(0), ANNA, older, proofs);
    }

    function test_escape_missingStakeProof_reverts() public {
        Entry[] memory state = _state();
        postState(state);
        sealChain();
        Gateway.Proven[] memory proofs = new Gateway.Proven[](1);
        proofs[0] = Gateway.Proven(5 ether, proveState(state, balanceKey(address(0), ANNA)));
        vm.expectRevert(abi.encodeWithSelector(Gateway.ProofCount.selector, 2, 1));
        gateway.escape(address(0), ANNA, header, proofs);
    }

    function test_escape_moreThanTheState_reverts() public {
        Entry[] memory state = _state();
        postState(state);
        sealChain();
        Gateway.Proven[] memory proofs = _native(state, ANNA, 6 ether, 2 ether);
        vm.expectPartialRevert(StateProof.WrongStateProof.selector);
        gateway.escape(address(0), ANNA, header, proofs);
    }

    function test_escape_moreStakeThanTheState_reverts() public {
        Entry[] memory state = _state();
        postState(state);
        sealChain();
        Gateway.Proven[] memory proofs = _native(state, ANNA, 5 ether, 3 ether);
        vm.expectPartialRevert(StateProof.WrongStateProof.selector);
        gateway.escape(address(0), ANNA, header, proofs);
        proofs = _native(state, ANNA, 5 ether, 2 ether);
        proofs[1] = Gateway.Proven(5 ether, proofs[0].proof);
        vm.expectPartialRevert(StateProof.WrongStateProof.selector);
        gateway.escape(address(0), ANNA, header, proofs);
        proofs = _native(state, BORIS, 1 ether, 2 ether);
        proofs[1] = _native(state, ANNA, 5 ether, 2 ether)[1];
        vm.expectPartialRevert(StateProof.WrongStateProof.selector);
        gateway.escape(address(0), BORIS, header, proofs);
    }

    function test_escape_presentBalanceAsAbsent_reverts() public {
        Entry[] memory state = _state();
        postState(state);
        sealChain();
        Gateway.Proven[] memory proofs = _native(state, ANNA, 0, 2 ether);
        vm.expectPartialRevert(StateProof.WrongStateProof.selector);
        gateway.escape(address(0), ANNA, header, proofs);
    }

    function test_escape_nothing_reverts() public {
        Entry[] memory state = _state();
        postState(state);
        sealChain();
        address nobody = address(0x1234);
        Gateway.Proven[] memory proofs = _native(state, nobody, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(Gateway.NothingProven.selector, address(0), nobody));
        gateway.escape(address(0), nobody, header, proofs);
    }

    function test_escapeErc721_paysTheOwner() public {
        Entry[] memory state = _state();
        postState(state);
        sealChain();
        StateProof.Proof memory proof = proveState(state, ownerKey(address(things), 7));
        vm.expectPartialRevert(StateProof.WrongStateProof.selector);
        gateway.escapeErc721(address(things), 7, BORIS, header, proof);
        gateway.escapeErc721(address(things), 7, ANNA, header, proof);
        assertEq(things.ownerOf(7), ANNA, "owner");
        vm.expectRevert();
        gateway.escapeErc721(address(things), 7, ANNA, header, proof);
    }

    /// @dev Nobody would apply it, and by the last state ANNA could take BORIS's deposit out again.
    function test_deposit_afterTheSeal_reverts() public {
        Entry[] memory state = _state();
        postState(state);
        sealChain();
        StateProof.Proof memory proof = proveState(state, ownerKey(address(things), 7));
        gateway.escapeErc721(address(things), 7, ANNA, header, proof);
        vm.prank(ANNA);
        things.transferFrom(ANNA, BORIS, 7);
        vm.prank(BORIS);
        things.approve(address(gateway), 7);
        uint256[] memory ids = new uint256[](1);
        ids[0] = 7;
        vm.prank(BORIS);
        vm.expectRevert(Checkpoints.AlreadySealed.selector);
        gateway.depositErc721(address(things), ids, BORIS);
        vm.expectRevert(Checkpoints.AlreadySealed.selector);
        gateway.depositEth{value: 1}(BORIS);
        assertEq(things.ownerOf(7), BORIS, "still his");
    }

    function test_vault_afterTheSeal_goesOn() public {
        uint64 slot = vault.depositEth{value: 3 ether}();
        sealChain();
        uint256 exitId = vault.startExit{value: EXIT_BOND}(slot, new Spend[](0));
        vm.warp(block.timestamp + WINDOW);
        uint256 before = address(this).balance;
        vault.finalizeExit(exitId);
        assertEq(address(this).balance, before + 3 ether, "the coin");
    }

    function test_claim_afterTheSeal_isStillPaid() public {
        Gateway.Withdrawal memory withdrawal = oweEther(ANNA, 1 ether);
        postOutbox();
        sealChain();
        claim(withdrawal);
        assertEq(ANNA.balance, 1 ether, "paid");
    }

    // ----------------------------------------------------------------------------------- refund

    function test_refund_depositThatWasNotApplied_goesBack() public {
        postState(_state());
        uint256 before = address(this).balance;
        gateway.depositEth{value: 4 ether}(ANNA);
        uint64 index = checkpoints.inboxCount();
        sealChain();
        bytes memory data =
            abi.encode(AssetKind.ETH, address(0), address(this), ANNA, uint256(4 ether));
        gateway.refund(index, data);
        assertEq(address(this).balance, before, "back to who made it");
        vm.expectRevert(abi.encodeWithSelector(Gateway.AlreadyRefunded.selector, index));
        gateway.refund(index, data);
    }

    function test_refund_depositThatWasApplied_reverts() public {
        postState(_state());
        sealChain();
        bytes memory data =
            abi.encode(AssetKind.ETH, address(0), address(this), ANNA, uint256(100 ether));
        vm.expectRevert(abi.encodeWithSelector(Gateway.AlreadyApplied.selector, uint64(1)));
        gateway.refund(1, data);
    }

    function test_refund_lastDepositThatWasApplied_reverts() public {
        gateway.depositEth{value: 4 ether}(ANNA);
        uint64 index = checkpoints.inboxCount();
        postState(_state());
        assertEq(checkpoints.appliedInboxCount(), index, "the last one");
        sealChain();
        bytes memory data =
            abi.encode(AssetKind.ETH, address(0), address(this), ANNA, uint256(4 ether));
        vm.expectRevert(abi.encodeWithSelector(Gateway.AlreadyApplied.selector, index));
        gateway.refund(index, data);
    }

    function test_refund_chainThatLives_reverts() public {
        gateway.depositEth{value: 4 ether}(ANNA);
        vm.expectRevert(Gateway.NotSealed.selector);
        gateway.refund(1, "");
    }

    function test_refund_otherThanTheEvent_reverts() public {
        postState(_state());
        gateway.depositEth{value: 4 ether}(ANNA);
        uint64 index = checkpoints.inboxCount();
        sealChain();
        bytes memory more =
            abi.encode(AssetKind.ETH, address(0), address(this), ANNA, uint256(5 ether));
        vm.expectRevert(abi.encodeWithSelector(Gateway.NotInInbox.selector, index));
        gateway.refund(index, more);
        vm.expectRevert(abi.encodeWithSelector(Gateway.NotInInbox.selector, index + 1));
        gateway.refund(index + 1, more);
    }

    function test_refund_depositOfTheVault_reverts() public {
        postState(_state());
        vault.depositEth{value: 1 ether}();
        uint64 index = checkpoints.inboxCount();
        sealChain();
        bytes memory data = abi.encode(
            uint64(1), AssetKind.ETH, address(0), address(this), uint256(1 ether), uint64(0)
        );
        vm.expectRevert(abi.encodeWithSelector(Gateway.NotInInbox.selector, index));
        gateway.refund(index, data);
    }

    function test_refund_withoutAnyCheckpoint_goesBack() public {
        uint256 before = address(this).balance;
        sealChain();
        bytes memory data =
            abi.encode(AssetKind.ETH, address(0), address(this), ANNA, uint256(100 ether));
        gateway.refund(1, data);
        assertEq(address(this).balance, before + 100 ether, "back");
    }

    receive() external payable {}

    // ---------------------------------------------------------------------------------- helpers

    function _native(Entry[] memory state, address account, uint256 balance, uint256 stake)
        private
        pure
        returns (Gateway.Proven[] memory proofs)
    {
        proofs = new Gateway.Proven[](2);
        proofs[0] = Gateway.Proven(balance, proveState(state, balanceKey(address(0), account)));
        proofs[1] = Gateway.Proven(stake, proveState(state, stakeKey(account)));
    }

    function _state() private view returns (Entry[] memory state) {
        state = new Entry[](6);
        state[0] = Entry(balanceKey(address(0), ANNA), abi.encode(uint256(5 ether)));
        state[1] = Entry(stakeKey(ANNA), abi.encode(uint256(2 ether)));
        state[2] = Entry(balanceKey(address(0), BORIS), abi.encode(uint256(1 ether)));
        state[3] = Entry(balanceKey(address(units), ANNA), abi.encode(uint256(300)));
        state[4] = Entry(ownerKey(address(things), 7), abi.encodePacked(ANNA));
        state[5] = Entry("other", "entry");
    }
}
