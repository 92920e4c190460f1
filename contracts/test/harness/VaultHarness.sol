// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Spend} from "../../src/CoinTransfers.sol";
import {Vault} from "../../src/Vault.sol";
import {ICheckpoints} from "../../src/interfaces/ICheckpoints.sol";
import {Questions} from "./Questions.sol";

/// @notice A Vault, asked whether it takes a transfer as the reason of an exit. Stands for its
/// checkpoints, of which there is one, and for the receiver of the coin.
contract VaultHarness is Questions {
    Vault public immutable vault = new Vault(ICheckpoints(address(this)), 2, 0, 0);

    /// @notice Birth of every coin here.
    uint64 public constant coinCount = 3;
    bytes32 private _headerHash;
    uint64 private _after;
    uint64 private _upTo;

    /// @notice Begins an exit with these transfers, when the checkpoint covers these coin blocks.
    function exit(
        uint64 slot,
        Spend[] calldata spends,
        bytes32 headerHash,
        uint64 after_,
        uint64 upTo
    ) external {
        _headerHash = headerHash;
        _after = after_;
        _upTo = upTo;
        vault.startExit(slot, spends);
    }

    function coinBlocksAt(uint256) external view returns (bytes32, uint64, uint64) {
        return (_headerHash, _after, _upTo);
    }

    function append(uint8, bytes calldata) external pure {}
}
