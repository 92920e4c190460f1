// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CoinTransfers, Spend} from "../../src/CoinTransfers.sol";
import {Vault} from "../../src/Vault.sol";
import {OneCoin} from "../support/OneCoin.sol";

/// @notice A transfer can be wrong in many ways and is shown in six places: each way is refused in
/// each place, and the transfer as it should be is taken there.
contract VaultSpendsTest is OneCoin {
    enum Place {
        first,
        parent,
        last,
        afterExit,
        between,
        walk
    }

    uint256 private _ofCarol;
    uint256 private _ofMallory;
    uint256 private _ofDave;

    /// @dev Alice, bob, carol, dave, in 1, 3 and 5; in 4 bob gives the coin to mallory, too.
    function setUp() public override {
        super.setUp();
        include(slot, 0, alice, bob, 1);
        include(slot, 1, bob, carol, 3);
        include(slot, 1, bob, mallory, 4);
        include(slot, 3, carol, dave, 5);
        cover();
        put(6, slot + 1, keccak256("another coin"));
        cover();
        Spend memory toBob = spendOf(slot, 0, alice, bob, 1);
        Spend memory toCarol = spendOf(slot, 1, bob, carol, 3);
        _ofCarol = exitLater(carol, slot, toBob, toCarol);
        _ofMallory = exitLater(mallory, slot, toBob, spendOf(slot, 1, bob, mallory, 4));
        _ofDave = exitLater(dave, slot, toCarol, spendOf(slot, 3, carol, dave, 5));
    }

    function test_spend_ofAnotherCoin_isRefusedEverywhere() public {
        for (uint256 i = 0; i < 6; ++i) {
            (Spend memory spend, Person memory signer) = _spendFor(Place(i));
            spend.transfer.slot = slot + 1;
            _sign(spend, signer);
            _show(Place(i), spend, CoinTransfers.WrongSlot.selector);
        }
    }

    function test_spend_toTheVault_isRefusedEverywhere() public {
        for (uint256 i = 0; i < 6; ++i) {
            (Spend memory spend, Person memory signer) = _spendFor(Place(i));
            spend.transfer.to = address(vault);
            _sign(spend, signer);
            bool isWalk = Place(i) == Place.walk;
            bytes4 why =
                isWalk ? CoinTransfers.WrongSigner.selector : CoinTransfers.WrongReceiver.selector;
            _show(Place(i), spend, why);
        }
    }

    function test_spend_afterItsLastCoinBlock_isRefusedEverywhere() public {
        for (uint256 i = 0; i < 6; ++i) {
            (Spend memory spend, Person memory signer) = _spendFor(Place(i));
            spend.transfer.lastCoinBlock = spend.inclusion.coinBlock - 1;
            _sign(spend, signer);
            _show(Place(i), spend, CoinTransfers.WrongCoinBlock.selector);
        }
    }

    function test_spend_signedByAnother_isRefusedEverywhere() public {
        for (uint256 i = 0; i < 6; ++i) {
            (Spend memory spend,) = _spendFor(Place(i));
            _sign(spend, dave);
            _show(Place(i), spend, CoinTransfers.WrongSigner.selector);
        }
    }

    /// @dev Whoever signs it says that it is from him: in a parent and in a walk nothing else would
    /// contradict, but for the leaf.
    function test_spend_fromAnother_isRefusedEverywhere() public {
        for (uint256 i = 0; i < 6; ++i) {
            (Spend memory spend,) = _spendFor(Place(i));
            spend.transfer.from = dave.at;
            _sign(spend, dave);
            bool isFree = Place(i) == Place.parent || Place(i) == Place.walk;
            bytes4 why =
                isFree ? CoinTransfers.NotIncluded.selector : CoinTransfers.WrongSigner.selector;
            _show(Place(i), spend, why);
        }
    }

    function test_spend_thatIsNotIncluded_isRefusedEverywhere() public {
        for (uint256 i = 0; i < 6; ++i) {
            (Spend memory spend, Person memory signer) = _spendFor(Place(i));
            spend.transfer.lastCoinBlock = FOR_EVER - 1;
            _sign(spend, signer);
            _show(Place(i), spend, CoinTransfers.NotIncluded.selector);
        }
    }

    function test_spend_withAnotherHeader_isRefusedEverywhere() public {
        bytes memory other = inclusionOf(slot + 1, 6).header;
        for (uint256 i = 0; i < 6; ++i) {
            (Spend memory spend,) = _spendFor(Place(i));
            spend.inclusion.header = other;
            _show(Place(i), spend, CoinTransfers.WrongHeader.selector);
        }
    }

    function test_spend_provenByALaterCheckpoint_isRefusedEverywhere() public {
        for (uint256 i = 0; i < 6; ++i) {
            (Spend memory spend,) = _spendFor(Place(i));
            spend.inclusion = inclusionIn(1, slot, spend.inclusion.coinBlock);
            _show(Place(i), spend, CoinTransfers.NotPinnedBy.selector);
        }
    }

    function test_spend_asItShouldBe_isTakenEverywhere() public {
        for (uint256 i = 0; i < 6; ++i) {
            (Spend memory spend,) = _spendFor(Place(i));
            _show(Place(i), spend, 0);
        }
        assertState(_ofCarol, Vault.ExitState.refuted, "after");
        assertState(_ofMallory, Vault.ExitState.refuted, "between");
        assertTrue(vault.pointAt(_ofDave, 1).isWalked, "walked");
        assertEq(vault.coinAt(slot).exitCount, 6, "three exits more");
    }

    function _spendFor(Place place)
        private
        view
        returns (Spend memory spend, Person memory signer)
    {
        if (place == Place.afterExit) {
            return (spendOf(slot, 3, carol, dave, 5), carol);
        }
        if (place == Place.last || place == Place.between) {
            return (spendOf(slot, 1, bob, carol, 3), bob);
        }
        return (spendOf(slot, 0, alice, bob, 1), alice);
    }

    function _sign(Spend memory spend, Person memory signer) private view {
        spend.signature = signatureBy(signer, vault.digestOf(spend.transfer));
    }

    /// @dev Refused for the reason given, or taken if there is none.
    function _show(Place place, Spend memory spend, bytes4 why) private {
        Spend[] memory shown = one(spend);
        if (place == Place.parent) shown = two(spend, spendOf(slot, 1, bob, carol, 3));
        if (place == Place.last) shown = two(spendOf(slot, 0, alice, bob, 1), spend);
        address exitor = place == Place.first ? bob.at : carol.at;
        if (uint256(place) <= uint256(Place.last)) vm.prank(exitor);
        if (why != 0) vm.expectPartialRevert(why);
        if (place == Place.afterExit) vault.challengeAfter(_ofCarol, spend);
        else if (place == Place.between) vault.challengeBetween(_ofMallory, spend);
        else if (place == Place.walk) vault.walk(_ofDave, shown);
        else vault.startExit{value: EXIT_BOND}(slot, shown);
    }
}
