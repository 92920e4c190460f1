// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Checkpoints} from "../../src/Checkpoints.sol";

/// @notice Checkpoints that came to an epoch, with the committee of that epoch.
contract CheckpointsAt is Checkpoints {
    constructor(bytes32 genesisHash_, uint64 epoch_, bytes32 committeeHash_)
        Checkpoints(genesisHash_, committeeHash_, msg.sender, address(0), 1, 1)
    {
        epoch = epoch_;
    }
}
