// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CoinDeposits} from "../../src/CoinDeposits.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Checkpoints} from "../../src/Checkpoints.sol";
import {Gateway} from "../../src/Gateway.sol";
import {TokenIntake} from "../../src/TokenIntake.sol";
import {Vault} from "../../src/Vault.sol";
import {AssetKind} from "../../src/libraries/AssetKind.sol";
import {InboxKind} from "../../src/libraries/InboxKind.sol";
import {HookedErc20, HookedErc721} from "../mocks/Callers.sol";
import {
    AllIsFee,
    BurningName,
    FalseReturning,
    FeeOnTransfer,
    HugeDecimals,
    HugeName,
    MisplacedName,
    MostDecimals,
    Multiplying,
    NoReturnValue,
    OldName,
    Rebasing,
    TrueLying
} from "../mocks/OddErc20.sol";
import {Erc721WithDecimals, LyingErc165, OldErc721, Returning} from "../mocks/OddErc721.sol";
import {Mintable, PlainErc20} from "../mocks/PlainTokens.sol";
import {Sidechain} from "../support/Sidechain.sol";

/// @notice What tokens that misbehave do to whoever takes them in: nothing, but to their own.
contract TokenIntakeTest is Sidechain {
    address internal constant RECEIVER = address(0xcafe);

    function setUp() public {
        deployAll();
    }

    // ------------------------------------------------------------------------------------ ERC-20

    function test_feeOnTransfer_countsWhatArrived() public {
        address token = _minted(address(new FeeOnTransfer()));
        gateway.depositErc20(token, 1_000, RECEIVER);
        assertEq(gateway.locked(token), 990, "one percent less");
        vault.depositErc20(token, 1_000);
        assertEq(vault.coinAt(1).value, 990, "in a coin, too");
    }

    function test_allIsFee_reverts() public {
        address token = _minted(address(new AllIsFee()));
        vm.expectRevert(abi.encodeWithSelector(TokenIntake.NothingReceived.selector, token));
        gateway.depositErc20(token, 1_000, RECEIVER);
    }

    function test_noReturnValue_works() public {
        address token = _minted(address(new NoReturnValue()));
        gateway.depositErc20(token, 1_000, RECEIVER);
        assertEq(gateway.locked(token), 1_000, "locked");
    }

    function test_falseReturning_reverts() public {
        address token = _minted(address(new FalseReturning()));
        vm.expectRevert(abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, token));
        gateway.depositErc20(token, 1_000, RECEIVER);
    }

    function test_trueLying_reverts() public {
        address token = _minted(address(new TrueLying()));
        vm.expectRevert(abi.encodeWithSelector(TokenIntake.NothingReceived.selector, token));
        gateway.depositErc20(token, 1_000, RECEIVER);
    }

    function test_multiplying_reverts() public {
        address token = _minted(address(new Multiplying()));
        vm.expectRevert(abi.encodeWithSelector(TokenIntake.TooMuchLocked.selector, token));
        gateway.depositErc20(token, 1_000, RECEIVER);
    }

    function test_locked_reachesItsBoundAndNoFurther() public {
        PlainErc20 token = new PlainErc20();
        token.mint(address(this), 2 ** 128 + 1);
        token.approve(address(gateway), type(uint256).max);
        gateway.depositErc20(address(token), 2 ** 128, RECEIVER);
        vm.expectRevert(abi.encodeWithSelector(TokenIntake.TooMuchLocked.selector, address(token)));
        gateway.depositErc20(address(token), 1, RECEIVER);
    }

    function test_rebasing_shrinkHarmsItsOwnAlone() public {
        Rebasing token = new Rebasing();
        _minted(address(token));
        PlainErc20 other = new PlainErc20();
        _minted(address(other));
        gateway.depositErc20(address(token), 1_000, RECEIVER);
        gateway.depositErc20(address(other), 1_000, RECEIVER);
        token.halve();
        assertEq(gateway.locked(address(other)), 1_000, "the other is untouched");
        gateway.depositErc20(address(token), 1_000, RECEIVER);
        assertEq(gateway.locked(address(token)), 1_500, "what arrived");
    }

    // --------------------------------------------------------------------------- what it is called

    function test_hugeName_isCut() public {
        HugeName token = new HugeName();
        _minted(address(token));
        _tellsName(address(token), new bytes(32), "a symbol of more than thirty-two");
    }

    function test_burningName_isEmpty() public {
        BurningName token = new BurningName();
        _minted(address(token));
        _tellsName(address(token), "", "");
    }

    function test_oldName_isRead() public {
        OldName token = new OldName();
        _minted(address(token));
        _tellsName(address(token), "Old", "");
    }

    function test_misplacedName_isEmpty() public {
        MisplacedName token = new MisplacedName();
        _minted(address(token));
        _tellsName(address(token), "", "");
    }

    function test_mostDecimals_areTold() public {
        address token = _minted(address(new MostDecimals()));
        bytes memory data = abi.encode(token, AssetKind.ERC20, uint8(255), "Deepest", "MOST");
        vm.expectEmit();
        emit Checkpoints.InboxAppended(1, InboxKind.TOKEN_SEEN, data);
        gateway.depositErc20(token, 1, RECEIVER);
    }

    function test_hugeDecimals_isNoToken() public {
        address token = address(new HugeDecimals());
        vm.expectRevert(abi.encodeWithSelector(TokenIntake.UnknownToken.selector, token));
        gateway.depositErc20(token, 1_000, RECEIVER);
    }

    function test_accountWithoutCode_isNoToken() public {
        vm.expectRevert(abi.encodeWithSelector(TokenIntake.UnknownToken.selector, RECEIVER));
        gateway.depositErc20(RECEIVER, 1_000, RECEIVER);
    }

    // ----------------------------------------------------------------------------------- ERC-721

    /// @dev `transferFrom` would take one unit for the token of id 1.
    function test_lyingErc165_reverts() public {
        LyingErc165 token = new LyingErc165();
        _minted(address(token));
        vm.expectRevert(
            abi.encodeWithSelector(
                TokenIntake.NotReceived.selector, address(token), 1, address(token)
            )
        );
        gateway.depositErc721(address(token), _ids(1), RECEIVER);
        vm.expectRevert(
            abi.encodeWithSelector(
                TokenIntake.WrongKind.selector, address(token), AssetKind.ERC721
            )
        );
        gateway.depositErc20(address(token), 1, RECEIVER);
    }

    function test_erc721WithDecimals_isAnErc721() public {
        Erc721WithDecimals token = new Erc721WithDecimals();
        token.mint(address(this), 1);
        token.approve(address(gateway), 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                TokenIntake.WrongKind.selector, address(token), AssetKind.ERC721
            )
        );
        gateway.depositErc20(address(token), 1, RECEIVER);
        gateway.depositErc721(address(token), _ids(1), RECEIVER);
        assertTrue(gateway.lockedId(address(token), 1), "locked");
    }

    function test_oldErc721_isNoToken() public {
        OldErc721 token = new OldErc721();
        token.mint(address(this), 1);
        vm.expectRevert(abi.encodeWithSelector(TokenIntake.UnknownToken.selector, address(token)));
        gateway.depositErc721(address(token), _ids(1), RECEIVER);
    }

    function test_returning_reverts() public {
        Returning token = new Returning();
        token.mint(address(this), 1);
        token.setApprovalForAll(address(gateway), true);
        vm.expectRevert(
            abi.encodeWithSelector(
                TokenIntake.NotReceived.selector, address(token), 1, address(this)
            )
        );
        gateway.depositErc721(address(token), _ids(1), RECEIVER);
    }

    function test_erc721_alreadyLocked_reverts() public {
        HookedErc721 token = new HookedErc721();
        token.mint(address(this), 1);
        token.setApprovalForAll(address(gateway), true);
        gateway.depositErc721(address(token), _ids(1), RECEIVER);
        vm.expectRevert(
            abi.encodeWithSelector(TokenIntake.AlreadyLocked.selector, address(token), 1)
        );
        gateway.depositErc721(address(token), _ids(1), RECEIVER);
    }

    // -------------------------------------------------------------------------------- reentrancy

    function test_hookedErc20_reenteringADeposit_isRefused() public {
        HookedErc20 token = new HookedErc20();
        _minted(address(token));
        token.mint(address(token), 1_000);
        token.callBack(
            address(gateway), abi.encodeCall(Gateway.depositErc20, (address(token), 500, RECEIVER))
        );
        gateway.depositErc20(address(token), 1_000, RECEIVER);
        assertEq(gateway.locked(address(token)), 1_000, "counted once");
        _isLocked(token.lastError());
    }

    function test_hookedErc20_reenteringTheVault_isRefused() public {
        HookedErc20 token = new HookedErc20();
        _minted(address(token));
        token.callBack(
            address(vault), abi.encodeCall(CoinDeposits.depositErc20, (address(token), 500))
        );
        vault.depositErc20(address(token), 1_000);
        assertEq(vault.slotCount(), 1, "one coin");
        _isLocked(token.lastError());
    }

    function test_hookedErc721_reenteringADeposit_isRefused() public {
        HookedErc721 token = new HookedErc721();
        token.mint(address(this), 1);
        token.mint(address(this), 2);
        token.setApprovalForAll(address(gateway), true);
        token.callBack(
            address(gateway),
            abi.encodeCall(Gateway.depositErc721, (address(token), _ids(2), RECEIVER))
        );
        gateway.depositErc721(address(token), _ids(1), RECEIVER);
        assertTrue(!gateway.lockedId(address(token), 2), "not in the middle");
        _isLocked(token.lastError());
    }

    // ---------------------------------------------------------------------------------- helpers

    function _minted(address token) private returns (address) {
        Mintable(token).mint(address(this), 10_000);
        Mintable(token).approve(address(gateway), 10_000);
        Mintable(token).approve(address(vault), 10_000);
        return token;
    }

    function _ids(uint256 id) private pure returns (uint256[] memory ids) {
        ids = new uint256[](1);
        ids[0] = id;
    }

    function _tellsName(address token, bytes memory name, bytes memory symbol) private {
        bytes memory data = abi.encode(token, AssetKind.ERC20, uint8(18), name, symbol);
        vm.expectEmit();
        emit Checkpoints.InboxAppended(1, InboxKind.TOKEN_SEEN, data);
        gateway.depositErc20(token, 1, RECEIVER);
    }

    function _isLocked(bytes memory error) private pure {
        assertEq(
            bytes32(error), bytes32(bytes4(keccak256("ReentrancyGuardReentrantCall()"))), "locked"
        );
    }
}
