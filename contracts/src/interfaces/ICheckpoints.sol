// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title The sidechain's light client on Ethereum, as Gateway and Vault use it
interface ICheckpoints {
    /// @notice Accepts a final header; see Checkpoints.
    function submit(
        bytes calldata header,
        uint64 view_,
        bytes calldata keys,
        bytes32 identitiesHash,
        uint256 signers,
        bytes calldata signature
    ) external;

    /// @notice Adds an event to the inbox; only for Gateway and Vault.
    function append(uint8 kind, bytes calldata data) external;

    /// @notice How many checkpoints were accepted; their indexes begin at 0.
    function checkpointCount() external view returns (uint64);

    /// @notice Hash of the header of checkpoint `index`; zero if there is none.
    function headerHashAt(uint256 index) external view returns (bytes32);

    /// @notice What checkpoint `index` speaks for: coin blocks `after_ < n <= upTo`.
    function coinBlocksAt(uint256 index)
        external
        view
        returns (bytes32 headerHash, uint64 after_, uint64 upTo);

    /// @notice Coin blocks that accepted checkpoints cover.
    function coinCount() external view returns (uint64);

    /// @notice The inbox's hash chain after `count` events; zero for none.
    function inbox(uint256 count) external view returns (bytes32);

    /// @notice Events that the newest accepted checkpoint has applied.
    function appliedInboxCount() external view returns (uint64);

    /// @notice Whether the sidechain was given up: no checkpoint is accepted any more.
    function isSealed() external view returns (bool);
}
