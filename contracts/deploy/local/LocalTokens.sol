// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

/// @notice An ERC-20 to try things out with. Anybody makes as much of it as they like.
contract LocalErc20 is ERC20("Local Yarn", "YARN") {
    constructor(address[] memory holders, uint256 amountEach) {
        for (uint256 i = 0; i < holders.length; ++i) {
            _mint(holders[i], amountEach);
        }
    }

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}

/// @notice An ERC-721 to try things out with. Anybody makes tokens of it.
contract LocalErc721 is ERC721("Local Patterns", "PATTERN") {
    uint256 public count;

    /// @dev Ids count from 1, and those of one holder follow each other.
    constructor(address[] memory holders, uint256 countEach) {
        for (uint256 i = 0; i < holders.length * countEach; ++i) {
            mint(holders[i / countEach]);
        }
    }

    function mint(address to) public returns (uint256 id) {
        id = ++count;
        _mint(to, id);
    }

    /// @dev Ids follow each other.
    function mintMany(address to, uint256 many) external {
        for (uint256 i = 0; i < many; ++i) {
            mint(to);
        }
    }
}
