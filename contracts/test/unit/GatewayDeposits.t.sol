// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Checkpoints} from "../../src/Checkpoints.sol";
import {Gateway} from "../../src/Gateway.sol";
import {TokenIntake} from "../../src/TokenIntake.sol";
import {AssetKind} from "../../src/libraries/AssetKind.sol";
import {InboxKind} from "../../src/libraries/InboxKind.sol";
import {OpenGateway} from "../support/OpenGateway.sol";

contract GatewayDepositsTest is OpenGateway {
    function test_depositEth_isToldToTheSidechain() public {
        bytes memory data =
            abi.encode(AssetKind.ETH, address(0), address(this), ANNA, uint256(3 ether));
        vm.expectEmit();
        emit Checkpoints.InboxAppended(1, InboxKind.GATEWAY_DEPOSITED, data);
        gateway.depositEth{value: 3 ether}(ANNA);
        assertEq(address(gateway).balance, 3 ether, "locked");
        assertEq(address(gateway).balance, 3 ether, "held");
    }

    function test_depositEth_twoInOneTransaction_areTwoEvents() public {
        gateway.depositEth{value: 1}(ANNA);
        gateway.depositEth{value: 1}(ANNA);
        assertEq(checkpoints.inboxCount(), 2, "two");
        assertTrue(checkpoints.inbox(1) != checkpoints.inbox(2), "each its own");
        assertEq(address(gateway).balance, 2, "both count");
    }

    function test_depositEth_nothing_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(TokenIntake.NothingReceived.selector, address(0)));
        gateway.depositEth(ANNA);
    }

    function test_deposit_forNobody_reverts() public {
        vm.expectRevert(Gateway.ZeroReceiver.selector);
        gateway.depositEth{value: 1}(address(0));
        vm.expectRevert(Gateway.ZeroReceiver.selector);
        gateway.depositErc20(address(units), 1, address(0));
    }

    function test_sendingEther_reverts() public {
        (bool isDone,) = address(gateway).call{value: 1}("");
        assertTrue(!isDone, "ether without a receiver would be lost");
        (isDone,) = address(vault).call{value: 1}("");
        assertTrue(!isDone, "in the vault, too");
    }

    function test_depositErc20_isToldToTheSidechain() public {
        gateway.depositErc20(address(units), 400, ANNA);
        assertEq(checkpoints.inboxCount(), 2, "the token, then the deposit");
        bytes memory data =
            abi.encode(AssetKind.ERC20, address(units), address(this), ANNA, uint256(5));
        vm.expectEmit();
        emit Checkpoints.InboxAppended(3, InboxKind.GATEWAY_DEPOSITED, data);
        gateway.depositErc20(address(units), 5, ANNA);
        assertEq(gateway.locked(address(units)), 405, "locked");
    }

    function test_depositErc20_firstTime_tellsWhatTheTokenIs() public {
        bytes memory data =
            abi.encode(address(units), AssetKind.ERC20, uint8(18), bytes("Plain"), bytes("PLN"));
        vm.expectEmit();
        emit Checkpoints.InboxAppended(1, InboxKind.TOKEN_SEEN, data);
        gateway.depositErc20(address(units), 1, ANNA);
    }

    function test_depositErc721_eachTokenIsAnEvent() public {
        uint256[] memory ids = new uint256[](25);
        for (uint256 i = 0; i < 25; ++i) {
            ids[i] = i + 1;
        }
        gateway.depositErc721(address(things), ids, ANNA);
        assertEq(checkpoints.inboxCount(), 26, "the token, then 25 deposits");
        for (uint256 i = 0; i < 25; ++i) {
            assertTrue(gateway.lockedId(address(things), i + 1), "locked");
            assertEq(things.ownerOf(i + 1), address(gateway), "held");
        }
    }

    function test_depositErc721_ofAnErc20_reverts() public {
        gateway.depositErc20(address(units), 1, ANNA);
        uint256[] memory ids = new uint256[](1);
        ids[0] = 1;
        vm.expectRevert(
            abi.encodeWithSelector(TokenIntake.WrongKind.selector, address(units), AssetKind.ERC20)
        );
        gateway.depositErc721(address(units), ids, ANNA);
    }

    function test_depositErc20_ofAnErc721_reverts() public {
        vm.expectRevert(
            abi.encodeWithSelector(
                TokenIntake.WrongKind.selector, address(things), AssetKind.ERC721
            )
        );
        gateway.depositErc20(address(things), 1, ANNA);
    }
}
