// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Coin, CoinDeposits} from "../../src/CoinDeposits.sol";
import {Checkpoints} from "../../src/Checkpoints.sol";
import {TokenIntake} from "../../src/TokenIntake.sol";
import {Vault} from "../../src/Vault.sol";
import {AssetKind} from "../../src/libraries/AssetKind.sol";
import {InboxKind} from "../../src/libraries/InboxKind.sol";
import {PlainErc20} from "../mocks/PlainTokens.sol";
import {Coins} from "../support/Coins.sol";

/// @notice What becomes a coin, and what the sidechain hears of it.
contract VaultDepositsTest is Coins {
    function setUp() public {
        setUpCoins();
    }

    function test_depositEth_isACoinOfTheSender() public {
        _tells(1, abi.encode(uint64(1), AssetKind.ETH, address(0), alice.at, 3 ether, uint64(0)));
        uint64 slot = depositEther(alice, 3 ether);
        assertEq(slot, 1, "slots count from 1");
        _isCoin(slot, AssetKind.ETH, address(0), 3 ether, 0);
        assertEq(address(vault).balance, 3 ether, "locked");
    }

    function test_depositErc20_isACoinOfTheSender() public {
        units.mint(alice.at, 250);
        vm.startPrank(alice.at);
        units.approve(address(vault), 250);
        bytes memory data =
            abi.encode(uint64(1), AssetKind.ERC20, address(units), alice.at, 250, uint64(0));
        _tells(2, data);
        uint64 slot = vault.depositErc20(address(units), 250);
        _isCoin(slot, AssetKind.ERC20, address(units), 250, 0);
        assertEq(vault.locked(address(units)), 250, "locked");
        assertEq(units.balanceOf(address(vault)), 250, "held");
    }

    function test_depositErc721_isACoinOfTheSender() public {
        vm.startPrank(alice.at);
        things.approve(address(vault), 7);
        bytes memory data =
            abi.encode(uint64(1), AssetKind.ERC721, address(things), alice.at, 7, uint64(0));
        _tells(2, data);
        uint64 slot = vault.depositErc721(address(things), 7);
        _isCoin(slot, AssetKind.ERC721, address(things), 7, 0);
        assertTrue(vault.lockedId(address(things), 7), "locked");
        assertEq(things.ownerOf(7), address(vault), "held");
    }

    function test_deposit_birth_isTheNewestCoinBlockThatACheckpointCovers() public {
        put(4, 99, keccak256("another coin"));
        cover();
        uint64 slot = depositEther(alice, 1);
        assertEq(vault.coinAt(slot).birth, 4, "birth");
        put(5, slot, vault.digestOf(transferOf(slot, 4, alice, bob)));
        cover();
        exitFirst(bob, slot, spendOf(slot, 4, alice, bob, 5));
    }

    function test_deposit_ofNothing_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(TokenIntake.NothingReceived.selector, address(0)));
        vault.depositEth();
        vm.expectRevert(
            abi.encodeWithSelector(TokenIntake.NothingReceived.selector, address(units))
        );
        vault.depositErc20(address(units), 0);
        assertEq(vault.slotCount(), 0, "no coin");
    }

    function test_depositErc721_ofAnother_reverts() public {
        vm.prank(alice.at);
        things.setApprovalForAll(address(vault), true);
        vm.prank(mallory.at);
        vm.expectRevert();
        vault.depositErc721(address(things), 7);
        assertTrue(!vault.lockedId(address(things), 7), "not here");
    }

    function test_deposit_fromAContract_isItsOwnCoin() public {
        address contract_ = address(new PlainErc20());
        vm.deal(contract_, 1 ether);
        vm.prank(contract_);
        assertEq(vault.coinAt(vault.depositEth{value: 1 ether}()).owner, contract_, "owner");
    }

    function _tells(uint64 index, bytes memory data) private {
        vm.expectEmit();
        emit CoinDeposits.Deposited(1, alice.at);
        vm.expectEmit();
        emit Checkpoints.InboxAppended(index, InboxKind.VAULT_DEPOSITED, data);
    }

    function _isCoin(uint64 slot, uint8 kind, address token, uint256 value, uint256 birth)
        private
        view
    {
        Coin memory coin = vault.coinAt(slot);
        assertEq(coin.owner, alice.at, "owner");
        assertEq(coin.kind, kind, "kind");
        assertEq(coin.token, token, "token");
        assertEq(coin.value, value, "value");
        assertEq(coin.birth, birth, "birth");
        assertTrue(!coin.isExited, "held");
        assertEq(coin.exitCount, 0, "no exits");
    }
}
