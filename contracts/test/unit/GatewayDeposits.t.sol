// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Checkpoints} from "../../src/Checkpoints.sol";
import {Gateway} from "../../src/Gateway.sol";
import {TokenIntake} from "../../src/TokenIntake.sol";
import {AssetKind} from "../../src/libraries/AssetKind.sol";
import {InboxKind} from "../../src/libraries/InboxKind.sol";
import {PlainErc20, PlainErc721} from "../mocks/PlainTokens.sol";
import {Sidechain} from "../support/Sidechain.sol";

contract GatewayDepositsTest is Sidechain {
    address internal constant RECEIVER = address(0xcafe);
    PlainErc20 internal coins;
    PlainErc721 internal things;

    function setUp() public {
        deployAll();
        coins = new PlainErc20();
        things = new PlainErc721();
        coins.mint(address(this), 1_000);
        coins.approve(address(gateway), 1_000);
        for (uint256 id = 1; id <= 25; ++id) {
            things.mint(address(this), id);
        }
        things.setApprovalForAll(address(gateway), true);
    }

    function test_depositEth_isToldToTheSidechain() public {
        bytes memory data =
            abi.encode(AssetKind.ETH, address(0), address(this), RECEIVER, uint256(3 ether));
        vm.expectEmit();
        emit Checkpoints.InboxAppended(1, InboxKind.GATEWAY_DEPOSITED, data);
        gateway.depositEth{value: 3 ether}(RECEIVER);
        assertEq(address(gateway).balance, 3 ether, "locked");
        assertEq(address(gateway).balance, 3 ether, "held");
    }

    function test_depositEth_twoInOneTransaction_areTwoEvents() public {
        gateway.depositEth{value: 1}(RECEIVER);
        gateway.depositEth{value: 1}(RECEIVER);
        assertEq(checkpoints.inboxCount(), 2, "two");
        assertTrue(checkpoints.inbox(1) != checkpoints.inbox(2), "each its own");
        assertEq(address(gateway).balance, 2, "both count");
    }

    function test_depositEth_nothing_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(TokenIntake.NothingReceived.selector, address(0)));
        gateway.depositEth(RECEIVER);
    }

    function test_deposit_forNobody_reverts() public {
        vm.expectRevert(Gateway.ZeroReceiver.selector);
        gateway.depositEth{value: 1}(address(0));
        vm.expectRevert(Gateway.ZeroReceiver.selector);
        gateway.depositErc20(address(coins), 1, address(0));
    }

    function test_sendingEther_reverts() public {
        (bool isDone,) = address(gateway).call{value: 1}("");
        assertTrue(!isDone, "ether without a receiver would be lost");
        (isDone,) = address(vault).call{value: 1}("");
        assertTrue(!isDone, "in the vault, too");
    }

    function test_depositErc20_isToldToTheSidechain() public {
        gateway.depositErc20(address(coins), 400, RECEIVER);
        assertEq(checkpoints.inboxCount(), 2, "the token, then the deposit");
        bytes memory data =
            abi.encode(AssetKind.ERC20, address(coins), address(this), RECEIVER, uint256(5));
        vm.expectEmit();
        emit Checkpoints.InboxAppended(3, InboxKind.GATEWAY_DEPOSITED, data);
        gateway.depositErc20(address(coins), 5, RECEIVER);
        assertEq(gateway.locked(address(coins)), 405, "locked");
    }

    function test_depositErc20_firstTime_tellsWhatTheTokenIs() public {
        bytes memory data =
            abi.encode(address(coins), AssetKind.ERC20, uint8(18), bytes("Plain"), bytes("PLN"));
        vm.expectEmit();
        emit Checkpoints.InboxAppended(1, InboxKind.TOKEN_SEEN, data);
        gateway.depositErc20(address(coins), 1, RECEIVER);
    }

    function test_depositErc721_eachTokenIsAnEvent() public {
        uint256[] memory ids = new uint256[](25);
        for (uint256 i = 0; i < 25; ++i) {
            ids[i] = i + 1;
        }
        gateway.depositErc721(address(things), ids, RECEIVER);
        assertEq(checkpoints.inboxCount(), 26, "the token, then 25 deposits");
        for (uint256 i = 0; i < 25; ++i) {
            assertTrue(gateway.lockedId(address(things), i + 1), "locked");
            assertEq(things.ownerOf(i + 1), address(gateway), "held");
        }
    }

    function test_depositErc721_ofAnErc20_reverts() public {
        gateway.depositErc20(address(coins), 1, RECEIVER);
        uint256[] memory ids = new uint256[](1);
        ids[0] = 1;
        vm.expectRevert(
            abi.encodeWithSelector(TokenIntake.WrongKind.selector, address(coins), AssetKind.ERC20)
        );
        gateway.depositErc721(address(coins), ids, RECEIVER);
    }

    function test_depositErc20_ofAnErc721_reverts() public {
        vm.expectRevert(
            abi.encodeWithSelector(
                TokenIntake.WrongKind.selector, address(things), AssetKind.ERC721
            )
        );
        gateway.depositErc20(address(things), 1, RECEIVER);
    }
}
