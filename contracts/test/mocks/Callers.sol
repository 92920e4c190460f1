// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

/// @notice Calls whoever it was told to in the middle of a transfer, as ERC-777 hooks allow.
abstract contract Hooked {
    address private _target;
    bytes private _data;
    bytes public lastError;

    function callBack(address target, bytes calldata data) external {
        _target = target;
        _data = data;
    }

    function _hook() internal {
        if (_target == address(0)) return;
        (bool isDone, bytes memory result) = _target.call(_data);
        if (!isDone) lastError = result;
    }
}

/// @notice An ERC-20 with a hook before and after each transfer.
contract HookedErc20 is ERC20("Hook", "HOOK"), Hooked {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function _update(address from, address to, uint256 amount) internal override {
        _hook();
        super._update(from, to, amount);
        _hook();
    }
}

/// @notice An ERC-721 with a hook after each transfer.
contract HookedErc721 is ERC721("Hook", "HOOK"), Hooked {
    function mint(address to, uint256 id) external {
        _mint(to, id);
    }

    function _update(address to, uint256 id, address auth) internal override returns (address) {
        address from = super._update(to, id, auth);
        _hook();
        return from;
    }
}

/// @notice Receives ether and calls back.
contract HookedReceiver is Hooked {
    receive() external payable {
        _hook();
    }
}

/// @notice Refuses ether.
contract RefusingReceiver {
    error Refused();

    receive() external payable {
        revert Refused();
    }
}

/// @notice Refuses ether until it is told to accept it.
contract MoodyReceiver {
    error NotNow();

    bool private _accepts;

    function accept() external {
        _accepts = true;
    }

    receive() external payable {
        if (!_accepts) revert NotNow();
    }
}

/// @notice Writes nine words when it is paid, which takes about 200,000 gas.
contract CostlyReceiver {
    uint256[] private _words;

    receive() external payable {
        for (uint256 i = 0; i < 9; ++i) {
            _words.push(1);
        }
    }
}

/// @notice Burns all gas it is given with ether.
contract BurningReceiver {
    receive() external payable {
        assembly {
            invalid()
        }
    }
}

/// @notice Refuses ether with a megabyte of words.
contract WordyReceiver {
    receive() external payable {
        assembly {
            revert(0, 1000000)
        }
    }
}
