// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Checkpoints} from "../../src/Checkpoints.sol";
import {Gateway} from "../../src/Gateway.sol";
import {CoinTransfer} from "../../src/CoinTransfers.sol";
import {Vault} from "../../src/Vault.sol";
import {AssetKind} from "../../src/libraries/AssetKind.sol";
import {OneCoin} from "../support/OneCoin.sol";

/// @notice What the contracts say of themselves: everything that anybody can read.
contract DeploymentTest is OneCoin {
    function test_checkpoints_namesItsChainAndItsContracts() public view {
        assertEq(checkpoints.genesisHash(), GENESIS, "genesis");
        assertEq(checkpoints.gateway(), address(gateway), "gateway");
        assertEq(checkpoints.vault(), address(vault), "vault");
        assertEq(checkpoints.silence(), SILENCE, "silence");
        assertEq(checkpoints.grace(), GRACE, "grace");
        assertEq(checkpoints.committeeHash(), hashOf(keys), "committee");
        assertEq(checkpoints.MAX_COIN_COUNT(), 2 ** 32 - 1, "coin blocks");
        assertEq(checkpoints.MAX_EVENT_LENGTH(), 512, "length of an event");
    }

    function test_checkpoints_beginsWithNothing() public {
        Checkpoints fresh = new Checkpoints(GENESIS, 0, address(1), address(2), 3, 4);
        assertEq(fresh.acceptedAt(), block.timestamp, "silence is counted from here");
        assertEq(fresh.epoch(), 0, "epoch");
        assertEq(fresh.height(), 0, "height");
        assertEq(fresh.checkpointCount(), 0, "checkpoints");
        assertEq(fresh.inboxCount(), 0, "events");
        assertEq(fresh.inbox(0), bytes32(0), "their chain");
        assertEq(fresh.declaredDeadAt(), 0, "not declared dead");
        assertTrue(!fresh.isSealed(), "not sealed");
        assertEq(fresh.coinCount(), 0, "coin blocks");
        assertEq(fresh.appliedInboxCount(), 0, "applied events");
        assertEq(fresh.headerHashAt(0), bytes32(0), "no header");
        assertEq(fresh.checkpointAt(0).headerHash, bytes32(0), "no checkpoint");
    }

    function test_checkpoints_keepsOfEachCheckpointWhatProofsNeed() public {
        Fields memory fields = nextFields();
        fields.coinCount = 3;
        bytes memory first = post(fields);
        vm.warp(block.timestamp + 5);
        fields = nextFields();
        fields.coinCount = 8;
        fields.height = 20;
        bytes memory second = post(fields);
        Checkpoints.Checkpoint memory kept = checkpoints.checkpointAt(1);
        assertEq(kept.headerHash, keccak256(second), "header");
        assertEq(kept.height, 20, "height");
        assertEq(kept.coinCount, 8, "coin blocks");
        assertEq(kept.inboxCount, 1, "alice's coin");
        assertEq(kept.acceptedAt, block.timestamp, "time");
        assertEq(checkpoints.acceptedAt(), block.timestamp, "time of the newest");
        assertEq(checkpoints.coinCount(), 8, "coin blocks of the newest");
        assertEq(checkpoints.appliedInboxCount(), 1, "events of the newest");
        assertEq(checkpoints.headerHashAt(0), keccak256(first), "the first");
        _speaksFor(0, keccak256(first), 0, 3);
        _speaksFor(1, keccak256(second), 3, 8);
        _speaksFor(2, 0, 0, 0);
        _speaksFor(type(uint256).max, 0, 0, 0);
    }

    function test_gateway_saysWhatItHolds() public {
        assertEq(gateway.CLAIM_GAS(), 400_000, "gas for a claim");
        assertEq(address(gateway.checkpoints()), address(checkpoints), "light client");
        assertTrue(!gateway.isClaimed(0), "claimed");
        assertTrue(!gateway.hasEscaped(address(0), alice.at), "escaped");
    }

    function test_kindOf_isFixedAtFirstUse() public {
        assertEq(vault.kindOf(address(units)), 0, "never seen");
        depositUnits(alice, 5);
        depositThing(alice, 7);
        assertEq(vault.kindOf(address(units)), AssetKind.ERC20, "ERC-20");
        assertEq(vault.kindOf(address(things)), AssetKind.ERC721, "ERC-721");
        assertEq(vault.kindOf(address(0)), AssetKind.ETH, "ether");
        assertEq(gateway.kindOf(address(units)), 0, "each contract for itself");
    }

    function test_vault_windowWithoutTwoHalves_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(Vault.WindowTooShort.selector, 1));
        new Vault(checkpoints, 1, EXIT_BOND, CHALLENGE_BOND);
        assertEq(new Vault(checkpoints, 2, EXIT_BOND, CHALLENGE_BOND).window(), 2, "enough");
    }

    function test_vault_saysItsBondsAndItsWindow() public {
        assertEq(vault.window(), WINDOW, "window");
        assertEq(vault.exitBond(), EXIT_BOND, "exit bond");
        assertEq(vault.challengeBond(), CHALLENGE_BOND, "challenge bond");
        assertEq(vault.slotCount(), 1, "coins");
        assertEq(address(vault.checkpoints()), address(checkpoints), "light client");
        Vault other = new Vault(checkpoints, 5, 6, 7);
        assertEq(other.window(), 5, "another window");
        assertEq(other.exitBond(), 6, "another exit bond");
        assertEq(other.challengeBond(), 7, "another challenge bond");
    }

    function test_vault_hasNothingWhereNothingIs() public view {
        assertEq(vault.coinAt(slot + 1).owner, address(0), "no coin");
        assertEq(vault.exitAt(uint256(slot) << 32).exitor, address(0), "no exit");
        Vault.Point memory point = vault.pointAt(uint256(slot) << 32, 1);
        assertEq(point.challenger, address(0), "no challenge");
        assertTrue(!point.isWalked && !point.isPaid, "no walk, no payment");
    }

    function test_pointAt_tellsChallengeWalkAndPayment() public {
        uint256 exitId = exitOfDave();
        challengeBefore(exitId, slot, 1, digestOf(0, alice, bob));
        assertEq(vault.pointAt(exitId, 1).challenger, mallory.at, "challenged");
        assertTrue(!vault.pointAt(exitId, 1).isWalked, "not walked");
        vault.walk(exitId, one(spendOf(slot, 0, alice, bob, 1)));
        assertTrue(vault.pointAt(exitId, 1).isWalked, "walked");
        assertTrue(vault.pointAt(exitId, 0).isWalked, "down to the deposit");
        assertTrue(!vault.pointAt(exitId, 1).isPaid, "not paid");
        vault.withdrawChallengeBond(exitId, 1);
        assertTrue(vault.pointAt(exitId, 1).isPaid, "paid");
    }

    /// @dev The words of EIP-712, spelt out once more.
    function test_digestOf_isTheStandards() public view {
        CoinTransfer memory transfer = transferOf(slot, 3, alice, bob);
        bytes32 domain = keccak256(
            abi.encode(
                keccak256(
                    "EIP712Domain(string name,string version,"
                    "uint256 chainId,address verifyingContract)"
                ),
                keccak256("Vault"),
                keccak256("1"),
                block.chainid,
                address(vault)
            )
        );
        bytes32 struct_ = keccak256(
            abi.encode(
                keccak256(
                    "CoinTransfer(uint64 slot,uint64 parent,"
                    "address from,address to,uint64 lastCoinBlock)"
                ),
                slot,
                3,
                alice.at,
                bob.at,
                FOR_EVER
            )
        );
        bytes32 expected = keccak256(abi.encodePacked(hex"1901", domain, struct_));
        assertEq(vault.digestOf(transfer), expected, "digest");
    }

    function test_eip712Domain_namesTheVault() public view {
        (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chainId,
            address verifier,
            bytes32 salt,
            uint256[] memory extensions
        ) = vault.eip712Domain();
        assertEq(bytes32(fields), bytes32(bytes1(0x0f)), "name, version, chain and contract");
        assertEq(bytes(name), "Vault", "name");
        assertEq(bytes(version), "1", "version");
        assertEq(chainId, block.chainid, "chain");
        assertEq(verifier, address(vault), "contract");
        assertEq(salt, bytes32(0), "no salt");
        assertEq(extensions.length, 0, "no extensions");
    }

    function _speaksFor(uint256 index, bytes32 hash, uint256 after_, uint256 upTo) private view {
        (bytes32 headerHash, uint64 first, uint64 last) = checkpoints.coinBlocksAt(index);
        assertEq(headerHash, hash, "header");
        assertEq(first, after_, "after");
        assertEq(last, upTo, "up to");
    }
}
