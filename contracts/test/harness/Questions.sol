// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Many questions to one contract in one call.
abstract contract Questions {
    struct Answer {
        bool isAccepted;
        bytes data;
    }

    /// @notice Answers of many calls to this contract, whether they succeed or revert.
    function each(bytes[] calldata calls) external returns (Answer[] memory answers) {
        answers = new Answer[](calls.length);
        for (uint256 i = 0; i < calls.length; ++i) {
            (answers[i].isAccepted, answers[i].data) = address(this).call(calls[i]);
        }
    }
}
