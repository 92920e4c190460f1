// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Takes ether when it likes to.
contract MoodyReceiver {
    error NotNow();

    bool private _refuses;

    function setMood(bool refuses) external {
        _refuses = refuses;
    }

    receive() external payable {
        if (_refuses) revert NotNow();
    }
}
