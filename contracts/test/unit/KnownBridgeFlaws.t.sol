// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CoinDeposits} from "../../src/CoinDeposits.sol";
import {Checkpoints} from "../../src/Checkpoints.sol";
import {Gateway} from "../../src/Gateway.sol";
import {TokenIntake} from "../../src/TokenIntake.sol";
import {CoinTransfers, Inclusion, Spend} from "../../src/CoinTransfers.sol";
import {Vault} from "../../src/Vault.sol";
import {AssetKind} from "../../src/libraries/AssetKind.sol";
import {InboxKind} from "../../src/libraries/InboxKind.sol";
import {MoodyReceiver} from "../mocks/Callers.sol";
import {FeeOnTransfer} from "../mocks/OddErc20.sol";
import {Coins} from "../support/Coins.sol";
import {Outbox} from "../support/Outbox.sol";

/// @notice What gateways and plasma contracts before these got wrong about roots, deposits and
/// payments, each with a test that would catch it.
contract KnownBridgeFlawsTest is Coins, Outbox {
    address internal constant ANNA = address(0xa11a);
    uint256 internal constant ALL = 2 ** MEMBERS - 1;

    function setUp() public {
        setUpCoins();
    }

    // ------------------------------------------------------------------------------------- roots

    /// @dev Whoever was the poster could put another root in the place of one that was there.
    function test_submit_anotherHeaderOfTheSameHeight_replacesNothing() public {
        bytes memory first = post(nextFields());
        Fields memory fields = nextFields();
        fields.height = 1;
        fields.stateRoot = keccak256("another state");
        post(fields);
        assertEq(checkpoints.headerHashAt(0), keccak256(first), "as it was");
        assertEq(checkpoints.checkpointCount(), 1, "no other");
    }

    /// @dev One account alone could post whatever it liked.
    function test_submit_withoutTheCommittee_reverts() public {
        Fields memory fields = nextFields();
        bytes memory forged = encode(fields);
        bytes memory signature = signatureOf(1, MEMBERS, ALL, forged, fields.view_);
        vm.expectRevert(Checkpoints.WrongSignature.selector);
        checkpoints.submit(forged, fields.view_, keys, IDENTITIES, ALL, signature);
    }

    /// @dev Coin blocks could be written anew by whoever signs later.
    function test_startExit_coinBlockThatWasWrittenAnew_reverts() public {
        uint64 slot = depositEther(alice, 1 ether);
        include(slot, 0, alice, bob, 1);
        cover();
        include(slot, 0, alice, mallory, 1);
        put(2, slot, 0);
        cover();
        Spend memory spend = spendOf(slot, 0, alice, mallory, 1);
        vm.startPrank(mallory.at);
        vm.expectRevert(
            abi.encodeWithSelector(CoinTransfers.NotIncluded.selector, slot, uint64(1))
        );
        vault.startExit{value: EXIT_BOND}(slot, one(spend));
        spend.inclusion = inclusionIn(1, slot, 1);
        vm.expectRevert(
            abi.encodeWithSelector(CoinTransfers.NotPinnedBy.selector, uint256(1), uint64(1))
        );
        vault.startExit{value: EXIT_BOND}(slot, one(spend));
        vm.stopPrank();
    }

    // ---------------------------------------------------------------------------------- deposits

    /// @dev Deposits were told apart by their transaction: the second of one was lost.
    function test_deposit_twiceInOneTransaction_isTwoDeposits() public {
        units.mint(address(this), 10);
        units.approve(address(gateway), 10);
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(Gateway.depositErc20, (address(units), 5, ANNA));
        calls[1] = calls[0];
        gateway.multicall(calls);
        bytes memory data =
            abi.encode(AssetKind.ERC20, address(units), address(this), ANNA, uint256(5));
        bytes32 eventHash = keccak256(abi.encode(InboxKind.GATEWAY_DEPOSITED, data));
        assertEq(checkpoints.inboxCount(), 3, "what the token is, and two deposits");
        for (uint64 i = 2; i <= 3; ++i) {
            bytes32 link = keccak256(abi.encode(checkpoints.inbox(i - 1), i, eventHash));
            assertEq(checkpoints.inbox(i), link, "the same deposit, an index of its own");
        }
        assertEq(gateway.locked(address(units)), 10, "both count");
    }

    function test_vaultDeposit_twiceInOneTransaction_isTwoCoins() public {
        uint64 first = depositEther(alice, 1 ether);
        uint64 second = depositEther(alice, 1 ether);
        assertTrue(first != second, "a slot each");
        uint256 exitId = exitDeposit(alice, first);
        mature();
        vault.finalizeExit(exitId);
        assertTrue(!vault.coinAt(second).isExited, "the other is still there");
    }

    /// @dev Slots were made of what was deposited: a token that came back met its own past.
    function test_vaultDeposit_tokenThatComesBack_isAnotherCoin() public {
        uint64 first = depositThing(alice, 7);
        include(first, 0, alice, mallory, 1);
        uint256 exitId = exitDeposit(alice, first);
        mature();
        vault.finalizeExit(exitId);
        cover();
        uint64 second = depositThing(alice, 7);
        assertTrue(second != first, "another slot");
        Spend memory past = spendOf(first, 0, alice, mallory, 1);
        vm.prank(mallory.at);
        vm.expectRevert(abi.encodeWithSelector(CoinDeposits.CoinIsExited.selector, first));
        vault.startExit{value: EXIT_BOND}(first, one(past));
        vm.prank(mallory.at);
        vm.expectRevert(abi.encodeWithSelector(CoinTransfers.WrongSlot.selector, second, first));
        vault.startExit{value: EXIT_BOND}(second, one(past));
    }

    /// @dev A token sent with `safeTransferFrom` was counted by the hook and by the deposit.
    function test_depositErc721_isOneDeposit() public {
        vm.startPrank(alice.at);
        vm.expectRevert();
        things.safeTransferFrom(alice.at, address(gateway), 7);
        vm.expectRevert();
        things.safeTransferFrom(alice.at, address(vault), 7);
        vm.stopPrank();
        depositThing(alice, 7);
        assertEq(vault.slotCount(), 1, "one coin");
        assertEq(checkpoints.inboxCount(), 2, "what the token is, and one deposit");
        vm.prank(alice.at);
        vm.expectRevert();
        vault.depositErc721(address(things), 7);
    }

    /// @dev The amount asked for was credited, whatever came.
    function test_depositErc20_credits_whatArrived() public {
        FeeOnTransfer token = new FeeOnTransfer();
        token.mint(address(this), 1_000);
        token.approve(address(gateway), 1_000);
        bytes memory data =
            abi.encode(AssetKind.ERC20, address(token), address(this), ANNA, uint256(990));
        vm.expectEmit();
        emit Checkpoints.InboxAppended(2, InboxKind.GATEWAY_DEPOSITED, data);
        gateway.depositErc20(address(token), 1_000, ANNA);
    }

    /// @dev A batch took the first events of a block and went on with the next block.
    function test_submit_inboxThatLeavesAnEventOut_reverts() public {
        for (uint256 i = 1; i <= 3; ++i) {
            gateway.depositEth{value: i}(ANNA);
        }
        Fields memory fields = nextFields();
        fields.inboxCount = 2;
        fields.inboxHash = checkpoints.inbox(2);
        post(fields);
        fields = nextFields();
        bytes memory third = abi.encode(
            InboxKind.GATEWAY_DEPOSITED,
            abi.encode(AssetKind.ETH, address(0), address(this), ANNA, uint256(3))
        );
        bytes32 link = keccak256(abi.encode(checkpoints.inbox(2), uint64(3), keccak256(third)));
        fields.inboxHash = keccak256(abi.encode(checkpoints.inbox(1), uint64(3), keccak256(third)));
        bytes memory skipping = encode(fields);
        bytes memory signature = signatureOf(0, MEMBERS, ALL, skipping, fields.view_);
        vm.expectRevert(
            abi.encodeWithSelector(Checkpoints.WrongInbox.selector, uint64(3), fields.inboxHash)
        );
        checkpoints.submit(skipping, fields.view_, keys, IDENTITIES, ALL, signature);
        fields.inboxHash = link;
        post(fields);
        assertEq(checkpoints.appliedInboxCount(), 3, "all three, in their order");
    }

    // ------------------------------------------------------------------------------- withdrawals

    /// @dev A second withdrawal took the place of the first.
    function test_claim_severalOfOneAccount_areAllPaid() public {
        gateway.depositEth{value: 10 ether}(ANNA);
        Gateway.Withdrawal memory first = oweEther(ANNA, 1 ether);
        Gateway.Withdrawal memory second = oweEther(ANNA, 1 ether);
        Gateway.Withdrawal memory third = oweEther(ANNA, 2 ether);
        postOutbox();
        claim(third);
        claim(first);
        claim(second);
        assertEq(ANNA.balance, 4 ether, "each");
    }

    /// @dev A receipt named no chain, and counted at every gateway with the same validators.
    function test_claim_receiptOfAnotherChain_reverts() public {
        gateway.depositEth{value: 10 ether}(ANNA);
        Gateway.Withdrawal memory withdrawal = oweEther(ANNA, 1 ether);
        Fields memory fields = nextFields();
        fields.genesisHash = keccak256("another chain");
        fields.outboxRoot = outboxRoot();
        bytes memory foreign = encode(fields);
        bytes memory signature = signatureOf(0, MEMBERS, ALL, foreign, fields.view_);
        vm.expectRevert(
            abi.encodeWithSelector(Checkpoints.WrongGenesis.selector, GENESIS, fields.genesisHash)
        );
        checkpoints.submit(foreign, fields.view_, keys, IDENTITIES, ALL, signature);
        Gateway.Claim memory one_ = claimOf(withdrawal);
        vm.expectRevert(abi.encodeWithSelector(Gateway.WrongHeader.selector, 0));
        gateway.claim(one_.withdrawal, one_.proof, foreign, 0);
    }

    /// @dev A withdrawal that went wrong once was gone, or stayed pending after it was paid.
    function test_claim_thatFailed_canBeMadeAgainAndIsThenOver() public {
        gateway.depositEth{value: 10 ether}(ANNA);
        MoodyReceiver receiver = new MoodyReceiver();
        Gateway.Withdrawal memory withdrawal = oweEther(address(receiver), 1 ether);
        postOutbox();
        Gateway.Claim[] memory claims = new Gateway.Claim[](1);
        claims[0] = claimOf(withdrawal);
        gateway.claimMany(claims, header, checkpoint);
        assertTrue(!gateway.isClaimed(withdrawal.index), "still owed");
        receiver.accept();
        vm.warp(block.timestamp + 365 days);
        claim(withdrawal);
        assertTrue(gateway.isClaimed(withdrawal.index), "over");
        assertEq(address(receiver).balance, 1 ether, "paid once");
    }

    /// @dev Sums of what a transaction spends wrapped around, and a small one paid out a huge one.
    function test_escape_sumThatWraps_reverts() public {
        gateway.depositEth{value: 10 ether}(ANNA);
        Entry[] memory state = new Entry[](2);
        state[0] = Entry(balanceKey(address(0), ANNA), abi.encode(type(uint256).max));
        state[1] = Entry(stakeKey(ANNA), abi.encode(uint256(1 ether + 1)));
        postState(state);
        sealChain();
        Gateway.Proven[] memory proofs = new Gateway.Proven[](2);
        proofs[0] = Gateway.Proven(type(uint256).max, proveState(state, state[0].key));
        proofs[1] = Gateway.Proven(1 ether + 1, proveState(state, state[1].key));
        vm.expectRevert(abi.encodeWithSignature("Panic(uint256)", 0x11));
        gateway.escape(address(0), ANNA, header, proofs);
    }

    function test_depositErc20_sumThatWraps_reverts() public {
        units.mint(address(this), type(uint256).max);
        units.approve(address(gateway), type(uint256).max);
        gateway.depositErc20(address(units), 2 ** 128, ANNA);
        vm.expectRevert(abi.encodeWithSelector(TokenIntake.TooMuchLocked.selector, address(units)));
        gateway.depositErc20(address(units), type(uint256).max - 2 ** 128, ANNA);
        assertEq(gateway.locked(address(units)), 2 ** 128, "as before");
    }

    // ------------------------------------------------------------------------------------- exits

    /// @dev Exits came to their end, and nothing was paid.
    function test_finalizeExit_eachKind_pays() public {
        uint64[3] memory slots =
            [depositEther(alice, 3 ether), depositUnits(alice, 250), depositThing(alice, 7)];
        uint256 before = alice.at.balance;
        uint256[3] memory exits;
        for (uint256 i = 0; i < 3; ++i) {
            exits[i] = exitDeposit(alice, slots[i]);
        }
        mature();
        for (uint256 i = 0; i < 3; ++i) {
            vault.finalizeExit(exits[i]);
            vault.withdrawBond(exits[i]);
        }
        assertEq(alice.at.balance, before + 3 ether, "ether");
        assertEq(units.balanceOf(alice.at), 250, "units");
        assertEq(things.ownerOf(7), alice.at, "the token");
        assertEq(address(vault).balance + vault.locked(address(units)), 0, "nothing is locked");
        assertTrue(!vault.lockedId(address(things), 7), "nor the token");
    }

    /// @dev The bond was named in the interface and never looked at.
    function test_bonds_moreOrLess_revert() public {
        uint64 slot = depositEther(alice, 1 ether);
        include(slot, 0, alice, bob, 1);
        include(slot, 1, bob, carol, 2);
        include(slot, 2, carol, dave, 3);
        cover();
        Spend memory parent = spendOf(slot, 1, bob, carol, 2);
        Spend memory last = spendOf(slot, 2, carol, dave, 3);
        uint256 exitId = exitLater(dave, slot, parent, last);
        Inclusion memory inclusion = inclusionOf(slot, 1);
        bytes32 leaf = vault.digestOf(transferOf(slot, 0, alice, bob));
        uint256[3] memory wrong = [0, EXIT_BOND - 1, EXIT_BOND + 1];
        for (uint256 i = 0; i < 3; ++i) {
            bytes memory refusal =
                abi.encodeWithSelector(Vault.WrongBond.selector, EXIT_BOND, wrong[i]);
            vm.expectRevert(refusal);
            vault.startExit{value: wrong[i]}(slot, two(parent, last));
            vm.expectRevert(refusal);
            vault.challengeBefore{value: wrong[i]}(exitId, leaf, inclusion);
            vm.expectRevert(refusal);
            vault.challengeBirth{value: wrong[i]}(exitId);
        }
    }
}
