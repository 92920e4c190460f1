// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

/// @notice What tests ask of any ERC-20, odd ones included.
interface Mintable {
    function mint(address to, uint256 amount) external;
    function approve(address spender, uint256 amount) external;
}

/// @notice An ERC-20 as most are.
contract PlainErc20 is ERC20("Plain", "PLN") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}

/// @notice An ERC-721 as most are.
contract PlainErc721 is ERC721("Plain", "PLN") {
    function mint(address to, uint256 id) external {
        _mint(to, id);
    }
}
