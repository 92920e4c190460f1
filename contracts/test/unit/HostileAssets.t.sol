// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CoinDeposits} from "../../src/CoinDeposits.sol";
import {Checkpoints} from "../../src/Checkpoints.sol";
import {Gateway} from "../../src/Gateway.sol";
import {TokenIntake} from "../../src/TokenIntake.sol";
import {Inclusion, Spend} from "../../src/CoinTransfers.sol";
import {Vault} from "../../src/Vault.sol";
import {AssetKind} from "../../src/libraries/AssetKind.sol";
import {InboxKind} from "../../src/libraries/InboxKind.sol";
import {SparseMerkle} from "../../src/libraries/SparseMerkle.sol";
import {StateProof} from "../../src/libraries/StateProof.sol";
import {
    BurningReceiver,
    CostlyReceiver,
    HookedErc20,
    HookedErc721,
    HookedReceiver,
    MoodyReceiver,
    WordyReceiver
} from "../mocks/Callers.sol";
import {FalseGoingOut, NoReturnValue, WordyAnswers, WordyGoingOut} from "../mocks/OddErc20.sol";
import {Mintable, PlainErc20, PlainErc721} from "../mocks/PlainTokens.sol";
import {Outbox} from "../support/Outbox.sol";

/// @notice Tokens and receivers that misbehave when they are paid: what they harm is their own.
contract HostileAssetsTest is Outbox {
    address internal constant ANNA = address(0xa11a);
    bytes32 internal constant LOCKED =
        bytes32(bytes4(keccak256("ReentrancyGuardReentrantCall()")));

    function setUp() public {
        deployAll();
        gateway.depositEth{value: 10 ether}(ANNA);
    }

    // --------------------------------------------------------------------------------- claimMany

    /// @dev Each takes at most the gas of one claim, and the last is paid all the same.
    function test_claimMany_oneHostileKindAfterTheOther_paysTheOthers() public {
        address[2] memory tokens = [address(new FalseGoingOut()), address(new WordyGoingOut())];
        address[2] memory receivers =
            [address(new BurningReceiver()), address(new WordyReceiver())];
        Gateway.Claim[] memory claims = new Gateway.Claim[](5);
        for (uint256 i = 0; i < 2; ++i) {
            _deposit(tokens[i], 1_000);
            claims[i].withdrawal = owe(AssetKind.ERC20, tokens[i], ANNA, 1_000);
            claims[2 + i].withdrawal = oweEther(receivers[i], 1 ether);
        }
        claims[4].withdrawal = oweEther(ANNA, 1 ether);
        postOutbox();
        for (uint256 i = 0; i < 5; ++i) {
            claims[i] = claimOf(claims[i].withdrawal);
        }
        uint256 before = gasleft();
        gateway.claimMany(claims, header, checkpoint);
        uint256 most = 5 * (gateway.CLAIM_GAS() + 30_000);
        assertTrue(before - gasleft() < most, "the gas of five claims");
        assertEq(ANNA.balance, 1 ether, "the last is paid");
        for (uint256 i = 0; i < 4; ++i) {
            assertTrue(!gateway.isClaimed(claims[i].withdrawal.index), "still owed");
        }
        for (uint256 i = 0; i < 2; ++i) {
            assertEq(gateway.locked(tokens[i]), 1_000, "still locked");
        }
        assertEq(address(gateway).balance, 9 ether, "one went out");
    }

    /// @dev Whoever sends too little gas would skip claims that are good: none is skipped for that,
    /// and none is half made.
    function test_claimMany_withTooLittleGas_reverts() public {
        address[3] memory receivers = [ANNA, address(0xb0b), address(new CostlyReceiver())];
        Gateway.Claim[] memory claims = new Gateway.Claim[](3);
        for (uint256 i = 0; i < 3; ++i) {
            claims[i].withdrawal = oweEther(receivers[i], 1 ether);
        }
        postOutbox();
        for (uint256 i = 0; i < 3; ++i) {
            claims[i] = claimOf(claims[i].withdrawal);
        }
        bytes memory call = abi.encodeCall(Gateway.claimMany, (claims, header, checkpoint));
        uint256 refused;
        bool isDone;
        for (uint256 gas_ = 10_000; !isDone; gas_ += 15_000) {
            bytes memory result;
            (isDone, result) = address(gateway).call{gas: gas_}(call);
            if (isDone) continue;
            if (bytes4(result) == Gateway.NotEnoughGas.selector) ++refused;
            for (uint64 i = 0; i < 3; ++i) {
                assertTrue(!gateway.isClaimed(i), "no claim is made");
            }
            assertEq(address(gateway).balance, 10 ether, "nothing went out");
        }
        assertTrue(refused > 10, "it says so");
        for (uint256 i = 0; i < 3; ++i) {
            assertEq(receivers[i].balance, 1 ether, "enough for one is enough for all");
        }
    }

    function test_claimMany_withTooLittleGas_saysHowMuchItTakes() public {
        Gateway.Claim[] memory claims = new Gateway.Claim[](1);
        claims[0].withdrawal = oweEther(ANNA, 1 ether);
        postOutbox();
        claims[0] = claimOf(claims[0].withdrawal);
        uint256 needed = gateway.CLAIM_GAS() * 64 / 63 + 10_000;
        vm.expectRevert(abi.encodeWithSelector(Gateway.NotEnoughGas.selector, 0, needed));
        gateway.claimMany{gas: needed}(claims, header, checkpoint);
        gateway.claimMany{gas: needed + 20_000}(claims, header, checkpoint);
        assertEq(ANNA.balance, 1 ether, "paid");
    }

    /// @dev A receiver cannot claim for another, deposit or claim again while he is paid.
    function test_claimMany_reentered_isRefused() public {
        HookedReceiver receiver = new HookedReceiver();
        Gateway.Claim[] memory claims = new Gateway.Claim[](2);
        claims[0].withdrawal = oweEther(address(receiver), 1 ether);
        claims[1].withdrawal = oweEther(ANNA, 1 ether);
        postOutbox();
        claims[0] = claimOf(claims[0].withdrawal);
        claims[1] = claimOf(claims[1].withdrawal);
        Gateway.Claim[] memory again = new Gateway.Claim[](1);
        again[0] = claims[1];
        bytes[] memory calls = new bytes[](1);
        calls[0] = abi.encodeCall(Gateway.claimMany, (again, header, checkpoint));
        receiver.callBack(address(gateway), abi.encodeWithSignature("multicall(bytes[])", calls));
        gateway.claimMany(claims, header, checkpoint);
        assertEq(bytes32(receiver.lastError()), LOCKED, "locked");
        assertEq(address(receiver).balance + ANNA.balance, 2 ether, "each once");
    }

    // ------------------------------------------------------------------------------------- tokens

    function test_noReturnValue_goesInAndOutOfBoth() public {
        NoReturnValue token = new NoReturnValue();
        token.mint(address(this), 1_000);
        gateway.depositErc20(address(token), 400, ANNA);
        uint64 slot = vault.depositErc20(address(token), 600);
        Gateway.Withdrawal memory withdrawal = owe(AssetKind.ERC20, address(token), ANNA, 400);
        postOutbox();
        claim(withdrawal);
        assertEq(token.balanceOf(ANNA), 400, "out of the gateway");
        _finalize(slot);
        assertEq(token.balanceOf(address(this)), 600, "out of the vault");
    }

    function test_falseGoingOut_staysOwed() public {
        FalseGoingOut token = new FalseGoingOut();
        _deposit(address(token), 1_000);
        Gateway.Withdrawal memory withdrawal = owe(AssetKind.ERC20, address(token), ANNA, 1_000);
        postOutbox();
        Gateway.Claim memory one = claimOf(withdrawal);
        vm.expectRevert(
            abi.encodeWithSignature("SafeERC20FailedOperation(address)", address(token))
        );
        gateway.claim(one.withdrawal, one.proof, header, checkpoint);
        assertTrue(!gateway.isClaimed(0), "still owed");
        assertEq(gateway.locked(address(token)), 1_000, "still locked");
    }

    function test_wordyAnswers_costAtMostTheCaps() public {
        WordyAnswers token = new WordyAnswers();
        token.mint(address(this), 1_000);
        token.approve(address(gateway), 1_000);
        bytes memory data = abi.encode(address(token), AssetKind.ERC20, uint8(9), "", "");
        vm.expectEmit(address(checkpoints));
        emit Checkpoints.InboxAppended(2, InboxKind.TOKEN_SEEN, data);
        uint256 before = gasleft();
        gateway.depositErc20(address(token), 1_000, ANNA);
        assertTrue(before - gasleft() < 500_000, "four questions and a deposit");
    }

    /// @dev As ERC-777: the receiver of tokens is called, and calls back.
    function test_hookedErc20_reenteringAnExit_isRefused() public {
        HookedErc20 token = new HookedErc20();
        token.mint(address(this), 1_000);
        token.approve(address(vault), 1_000);
        uint64 slot = vault.depositErc20(address(token), 1_000);
        uint256 exitId = vault.startExit{value: EXIT_BOND}(slot, new Spend[](0));
        vm.warp(block.timestamp + WINDOW);
        token.callBack(address(vault), abi.encodeCall(Vault.withdrawBond, (exitId)));
        vault.finalizeExit(exitId);
        assertEq(bytes32(token.lastError()), LOCKED, "locked");
        assertEq(token.balanceOf(address(this)), 1_000, "paid once");
        assertEq(address(vault).balance, EXIT_BOND, "the bond is still there");
        vault.withdrawBond(exitId);
    }

    function test_hookedErc721_reenteringAClaim_isRefused() public {
        HookedErc721 token = new HookedErc721();
        token.mint(address(this), 7);
        token.approve(address(gateway), 7);
        uint256[] memory ids = new uint256[](1);
        ids[0] = 7;
        gateway.depositErc721(address(token), ids, ANNA);
        Gateway.Withdrawal memory withdrawal = owe(AssetKind.ERC721, address(token), ANNA, 7);
        postOutbox();
        Gateway.Claim memory one = claimOf(withdrawal);
        token.callBack(
            address(gateway),
            abi.encodeCall(Gateway.claim, (one.withdrawal, one.proof, header, checkpoint))
        );
        claim(withdrawal);
        assertEq(bytes32(token.lastError()), LOCKED, "locked");
        assertEq(token.ownerOf(7), ANNA, "paid once");
    }

    function test_erc721_thatIsNotHere_reverts() public {
        PlainErc721 token = new PlainErc721();
        Gateway.Withdrawal memory withdrawal = owe(AssetKind.ERC721, address(token), ANNA, 7);
        postOutbox();
        Gateway.Claim memory one = claimOf(withdrawal);
        vm.expectRevert(abi.encodeWithSelector(TokenIntake.NotLocked.selector, address(token), 7));
        gateway.claim(one.withdrawal, one.proof, header, checkpoint);
    }

    /// @dev What was sent without a deposit is nobody's, and is not counted to anybody.
    function test_depositErc20_afterADirectTransfer_countsItsOwn() public {
        PlainErc20 token = new PlainErc20();
        token.mint(address(gateway), 500);
        _deposit(address(token), 1_000);
        assertEq(gateway.locked(address(token)), 1_000, "what came with the deposit");
    }

    // ---------------------------------------------------------------------------------- receivers

    /// @dev Whoever is paid finds every door locked behind which the paying contract moves assets.
    function test_hookedReceiver_tryingEveryEntryPoint_isRefused() public {
        Spend[] memory none;
        Spend memory spend;
        Inclusion memory inclusion;
        bytes[] memory doors = new bytes[](12);
        doors[0] = abi.encodeCall(CoinDeposits.depositEth, ());
        doors[1] = abi.encodeCall(CoinDeposits.depositErc20, (address(1), 1));
        doors[2] = abi.encodeCall(CoinDeposits.depositErc721, (address(1), 1));
        doors[3] = abi.encodeCall(Vault.startExit, (1, none));
        doors[4] = abi.encodeCall(Vault.finalizeExit, (1));
        doors[5] = abi.encodeCall(Vault.challengeAfter, (1, spend));
        doors[6] = abi.encodeCall(Vault.challengeBetween, (1, spend));
        doors[7] = abi.encodeCall(Vault.challengeBefore, (1, 0, inclusion));
        doors[8] = abi.encodeCall(Vault.challengeBirth, (1));
        doors[9] = abi.encodeCall(Vault.walk, (1, none));
        doors[10] = abi.encodeCall(Vault.failExit, (1, 0));
        doors[11] = abi.encodeCall(Vault.withdrawChallengeBond, (1, 0));
        for (uint256 i = 0; i < doors.length; ++i) {
            HookedReceiver receiver = new HookedReceiver();
            vm.deal(address(receiver), 2 ether);
            vm.startPrank(address(receiver));
            uint64 slot = vault.depositEth{value: 1 ether}();
            uint256 exitId = vault.startExit{value: EXIT_BOND}(slot, none);
            vm.stopPrank();
            vm.warp(block.timestamp + WINDOW);
            receiver.callBack(address(vault), doors[i]);
            vault.finalizeExit(exitId);
            assertEq(bytes32(receiver.lastError()), LOCKED, "locked");
        }
    }

    function test_hookedReceiver_tryingEveryEntryPointOfTheGateway_isRefused() public {
        SparseMerkle.Proof memory proof;
        StateProof.Proof memory state;
        bytes[] memory doors = new bytes[](8);
        doors[0] = abi.encodeCall(Gateway.depositEth, (ANNA));
        doors[1] = abi.encodeCall(Gateway.depositErc20, (address(1), 1, ANNA));
        doors[2] = abi.encodeCall(Gateway.depositErc721, (address(1), new uint256[](1), ANNA));
        doors[3] = abi.encodeCall(
            Gateway.claim, (Gateway.Withdrawal(0, 0, address(0), ANNA, 1), proof, "", 0)
        );
        doors[4] = abi.encodeCall(Gateway.claimMany, (new Gateway.Claim[](0), "", 0));
        doors[5] = abi.encodeCall(Gateway.escape, (address(0), ANNA, "", new Gateway.Proven[](0)));
        doors[6] = abi.encodeCall(Gateway.escapeErc721, (address(1), 1, ANNA, "", state));
        doors[7] = abi.encodeCall(Gateway.refund, (1, ""));
        Gateway.Withdrawal[] memory owed = new Gateway.Withdrawal[](doors.length);
        for (uint256 i = 0; i < doors.length; ++i) {
            owed[i] = oweEther(address(new HookedReceiver()), 1 ether);
        }
        postOutbox();
        for (uint256 i = 0; i < doors.length; ++i) {
            HookedReceiver(payable(owed[i].to)).callBack(address(gateway), doors[i]);
            claim(owed[i]);
            assertEq(bytes32(HookedReceiver(payable(owed[i].to)).lastError()), LOCKED, "locked");
        }
    }

    function test_refusingReceiver_ofACoin_harmsItself() public {
        MoodyReceiver receiver = new MoodyReceiver();
        vm.deal(address(receiver), 2 ether);
        vm.startPrank(address(receiver));
        uint64 slot = vault.depositEth{value: 1 ether}();
        uint256 exitId = vault.startExit{value: EXIT_BOND}(slot, new Spend[](0));
        vm.stopPrank();
        vm.warp(block.timestamp + WINDOW);
        bytes memory refusal = abi.encodeWithSelector(
            TokenIntake.PaymentRefused.selector, address(receiver), 1 ether
        );
        vm.expectRevert(refusal);
        vault.finalizeExit(exitId);
        assertTrue(!vault.coinAt(slot).isExited, "the coin is still here");
        receiver.accept();
        vault.finalizeExit(exitId);
        vault.withdrawBond(exitId);
        assertEq(address(receiver).balance, 2 ether, "all of its own");
    }

    function test_hookedReceiver_ofABond_isPaidOnce() public {
        HookedReceiver receiver = new HookedReceiver();
        vm.deal(address(receiver), 2 ether);
        vm.startPrank(address(receiver));
        uint64 slot = vault.depositEth{value: 1 ether}();
        uint256 exitId = vault.startExit{value: EXIT_BOND}(slot, new Spend[](0));
        vm.stopPrank();
        gateway.depositEth{value: 1}(ANNA);
        vault.depositEth{value: 5 ether}();
        vm.warp(block.timestamp + WINDOW);
        vault.finalizeExit(exitId);
        receiver.callBack(address(vault), abi.encodeCall(Vault.withdrawBond, (exitId)));
        vault.withdrawBond(exitId);
        assertEq(bytes32(receiver.lastError()), LOCKED, "locked");
        assertEq(address(receiver).balance, 2 ether, "once");
        assertEq(address(vault).balance, 5 ether, "the coin of another");
    }

    receive() external payable {}

    function _deposit(address token, uint256 amount) private {
        Mintable(token).mint(address(this), amount);
        Mintable(token).approve(address(gateway), amount);
        gateway.depositErc20(token, amount, ANNA);
    }

    function _finalize(uint64 slot) private {
        uint256 exitId = vault.startExit{value: EXIT_BOND}(slot, new Spend[](0));
        vm.warp(block.timestamp + WINDOW);
        vault.finalizeExit(exitId);
    }
}
