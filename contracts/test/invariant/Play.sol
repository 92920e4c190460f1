// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Plays the moves of a handler in an order that a seed decides.
library Play {
    function run(address handler, bytes4[] memory moves, uint256 seed, uint256 steps) internal {
        for (uint256 i = 0; i < steps; ++i) {
            uint256 a = uint256(keccak256(abi.encode(seed, i)));
            uint256 b = uint256(keccak256(abi.encode(a)));
            uint256 c = uint256(keccak256(abi.encode(b)));
            uint256 d = uint256(keccak256(abi.encode(c)));
            bytes memory call = abi.encodePacked(moves[d % moves.length], a, b, c, d);
            (bool isDone, bytes memory reason) = handler.call(call);
            if (isDone) continue;
            assembly ("memory-safe") {
                revert(add(reason, 32), mload(reason))
            }
        }
    }
}
