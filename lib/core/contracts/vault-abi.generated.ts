// Written by `npm run contracts:build`.
export const vaultAbi = [
  {
    "type": "constructor",
    "inputs": [
      {
        "name": "checkpoints_",
        "type": "address",
        "internalType": "contract ICheckpoints"
      },
      {
        "name": "window_",
        "type": "uint40",
        "internalType": "uint40"
      },
      {
        "name": "exitBond_",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "challengeBond_",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "stateMutability": "nonpayable"
  },
  {
    "type": "function",
    "name": "challengeAfter",
    "inputs": [
      {
        "name": "exitId",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "spend",
        "type": "tuple",
        "internalType": "struct Spend",
        "components": [
          {
            "name": "transfer",
            "type": "tuple",
            "internalType": "struct CoinTransfer",
            "components": [
              {
                "name": "slot",
                "type": "uint64",
                "internalType": "uint64"
              },
              {
                "name": "parent",
                "type": "uint64",
                "internalType": "uint64"
              },
              {
                "name": "from",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "to",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "lastCoinBlock",
                "type": "uint64",
                "internalType": "uint64"
              }
            ]
          },
          {
            "name": "signature",
            "type": "bytes",
            "internalType": "bytes"
          },
          {
            "name": "inclusion",
            "type": "tuple",
            "internalType": "struct Inclusion",
            "components": [
              {
                "name": "coinBlock",
                "type": "uint64",
                "internalType": "uint64"
              },
              {
                "name": "slotProof",
                "type": "tuple",
                "internalType": "struct SparseMerkle.Proof",
                "components": [
                  {
                    "name": "bitmap",
                    "type": "uint64",
                    "internalType": "uint64"
                  },
                  {
                    "name": "siblings",
                    "type": "bytes32[]",
                    "internalType": "bytes32[]"
                  }
                ]
              },
              {
                "name": "blockProof",
                "type": "tuple",
                "internalType": "struct SparseMerkle.Proof",
                "components": [
                  {
                    "name": "bitmap",
                    "type": "uint64",
                    "internalType": "uint64"
                  },
                  {
                    "name": "siblings",
                    "type": "bytes32[]",
                    "internalType": "bytes32[]"
                  }
                ]
              },
              {
                "name": "header",
                "type": "bytes",
                "internalType": "bytes"
              },
              {
                "name": "checkpoint",
                "type": "uint256",
                "internalType": "uint256"
              }
            ]
          }
        ]
      }
    ],
    "outputs": [],
    "stateMutability": "nonpayable"
  },
  {
    "type": "function",
    "name": "challengeBefore",
    "inputs": [
      {
        "name": "exitId",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "leaf",
        "type": "bytes32",
        "internalType": "bytes32"
      },
      {
        "name": "inclusion",
        "type": "tuple",
        "internalType": "struct Inclusion",
        "components": [
          {
            "name": "coinBlock",
            "type": "uint64",
            "internalType": "uint64"
          },
          {
            "name": "slotProof",
            "type": "tuple",
            "internalType": "struct SparseMerkle.Proof",
            "components": [
              {
                "name": "bitmap",
                "type": "uint64",
                "internalType": "uint64"
              },
              {
                "name": "siblings",
                "type": "bytes32[]",
                "internalType": "bytes32[]"
              }
            ]
          },
          {
            "name": "blockProof",
            "type": "tuple",
            "internalType": "struct SparseMerkle.Proof",
            "components": [
              {
                "name": "bitmap",
                "type": "uint64",
                "internalType": "uint64"
              },
              {
                "name": "siblings",
                "type": "bytes32[]",
                "internalType": "bytes32[]"
              }
            ]
          },
          {
            "name": "header",
            "type": "bytes",
            "internalType": "bytes"
          },
          {
            "name": "checkpoint",
            "type": "uint256",
            "internalType": "uint256"
          }
        ]
      }
    ],
    "outputs": [],
    "stateMutability": "payable"
  },
  {
    "type": "function",
    "name": "challengeBetween",
    "inputs": [
      {
        "name": "exitId",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "spend",
        "type": "tuple",
        "internalType": "struct Spend",
        "components": [
          {
            "name": "transfer",
            "type": "tuple",
            "internalType": "struct CoinTransfer",
            "components": [
              {
                "name": "slot",
                "type": "uint64",
                "internalType": "uint64"
              },
              {
                "name": "parent",
                "type": "uint64",
                "internalType": "uint64"
              },
              {
                "name": "from",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "to",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "lastCoinBlock",
                "type": "uint64",
                "internalType": "uint64"
              }
            ]
          },
          {
            "name": "signature",
            "type": "bytes",
            "internalType": "bytes"
          },
          {
            "name": "inclusion",
            "type": "tuple",
            "internalType": "struct Inclusion",
            "components": [
              {
                "name": "coinBlock",
                "type": "uint64",
                "internalType": "uint64"
              },
              {
                "name": "slotProof",
                "type": "tuple",
                "internalType": "struct SparseMerkle.Proof",
                "components": [
                  {
                    "name": "bitmap",
                    "type": "uint64",
                    "internalType": "uint64"
                  },
                  {
                    "name": "siblings",
                    "type": "bytes32[]",
                    "internalType": "bytes32[]"
                  }
                ]
              },
              {
                "name": "blockProof",
                "type": "tuple",
                "internalType": "struct SparseMerkle.Proof",
                "components": [
                  {
                    "name": "bitmap",
                    "type": "uint64",
                    "internalType": "uint64"
                  },
                  {
                    "name": "siblings",
                    "type": "bytes32[]",
                    "internalType": "bytes32[]"
                  }
                ]
              },
              {
                "name": "header",
                "type": "bytes",
                "internalType": "bytes"
              },
              {
                "name": "checkpoint",
                "type": "uint256",
                "internalType": "uint256"
              }
            ]
          }
        ]
      }
    ],
    "outputs": [],
    "stateMutability": "nonpayable"
  },
  {
    "type": "function",
    "name": "challengeBirth",
    "inputs": [
      {
        "name": "exitId",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "outputs": [],
    "stateMutability": "payable"
  },
  {
    "type": "function",
    "name": "challengeBond",
    "inputs": [],
    "outputs": [
      {
        "name": "",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "checkpoints",
    "inputs": [],
    "outputs": [
      {
        "name": "",
        "type": "address",
        "internalType": "contract ICheckpoints"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "coinAt",
    "inputs": [
      {
        "name": "slot",
        "type": "uint64",
        "internalType": "uint64"
      }
    ],
    "outputs": [
      {
        "name": "",
        "type": "tuple",
        "internalType": "struct Coin",
        "components": [
          {
            "name": "owner",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "kind",
            "type": "uint8",
            "internalType": "uint8"
          },
          {
            "name": "isExited",
            "type": "bool",
            "internalType": "bool"
          },
          {
            "name": "birth",
            "type": "uint32",
            "internalType": "uint32"
          },
          {
            "name": "exitCount",
            "type": "uint32",
            "internalType": "uint32"
          },
          {
            "name": "token",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "value",
            "type": "uint256",
            "internalType": "uint256"
          }
        ]
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "depositErc20",
    "inputs": [
      {
        "name": "token",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "amount",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "outputs": [
      {
        "name": "slot",
        "type": "uint64",
        "internalType": "uint64"
      }
    ],
    "stateMutability": "nonpayable"
  },
  {
    "type": "function",
    "name": "depositErc721",
    "inputs": [
      {
        "name": "token",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "id",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "outputs": [
      {
        "name": "slot",
        "type": "uint64",
        "internalType": "uint64"
      }
    ],
    "stateMutability": "nonpayable"
  },
  {
    "type": "function",
    "name": "depositEth",
    "inputs": [],
    "outputs": [
      {
        "name": "slot",
        "type": "uint64",
        "internalType": "uint64"
      }
    ],
    "stateMutability": "payable"
  },
  {
    "type": "function",
    "name": "digestOf",
    "inputs": [
      {
        "name": "transfer",
        "type": "tuple",
        "internalType": "struct CoinTransfer",
        "components": [
          {
            "name": "slot",
            "type": "uint64",
            "internalType": "uint64"
          },
          {
            "name": "parent",
            "type": "uint64",
            "internalType": "uint64"
          },
          {
            "name": "from",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "to",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "lastCoinBlock",
            "type": "uint64",
            "internalType": "uint64"
          }
        ]
      }
    ],
    "outputs": [
      {
        "name": "",
        "type": "bytes32",
        "internalType": "bytes32"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "eip712Domain",
    "inputs": [],
    "outputs": [
      {
        "name": "fields",
        "type": "bytes1",
        "internalType": "bytes1"
      },
      {
        "name": "name",
        "type": "string",
        "internalType": "string"
      },
      {
        "name": "version",
        "type": "string",
        "internalType": "string"
      },
      {
        "name": "chainId",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "verifyingContract",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "salt",
        "type": "bytes32",
        "internalType": "bytes32"
      },
      {
        "name": "extensions",
        "type": "uint256[]",
        "internalType": "uint256[]"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "exitAt",
    "inputs": [
      {
        "name": "exitId",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "outputs": [
      {
        "name": "",
        "type": "tuple",
        "internalType": "struct Vault.Exit",
        "components": [
          {
            "name": "exitor",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "startedAt",
            "type": "uint40",
            "internalType": "uint40"
          },
          {
            "name": "state",
            "type": "uint8",
            "internalType": "enum Vault.ExitState"
          },
          {
            "name": "openChallenges",
            "type": "uint32",
            "internalType": "uint32"
          },
          {
            "name": "signer",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "coinBlock",
            "type": "uint32",
            "internalType": "uint32"
          },
          {
            "name": "parent",
            "type": "uint32",
            "internalType": "uint32"
          },
          {
            "name": "lastCoinBlock",
            "type": "uint32",
            "internalType": "uint32"
          },
          {
            "name": "headSigner",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "headParent",
            "type": "uint32",
            "internalType": "uint32"
          }
        ]
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "exitBond",
    "inputs": [],
    "outputs": [
      {
        "name": "",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "failExit",
    "inputs": [
      {
        "name": "exitId",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "coinBlock",
        "type": "uint64",
        "internalType": "uint64"
      }
    ],
    "outputs": [],
    "stateMutability": "nonpayable"
  },
  {
    "type": "function",
    "name": "finalizeExit",
    "inputs": [
      {
        "name": "exitId",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "outputs": [],
    "stateMutability": "nonpayable"
  },
  {
    "type": "function",
    "name": "kindOf",
    "inputs": [
      {
        "name": "token",
        "type": "address",
        "internalType": "address"
      }
    ],
    "outputs": [
      {
        "name": "",
        "type": "uint8",
        "internalType": "uint8"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "locked",
    "inputs": [
      {
        "name": "token",
        "type": "address",
        "internalType": "address"
      }
    ],
    "outputs": [
      {
        "name": "",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "lockedId",
    "inputs": [
      {
        "name": "token",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "id",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "outputs": [
      {
        "name": "",
        "type": "bool",
        "internalType": "bool"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "multicall",
    "inputs": [
      {
        "name": "data",
        "type": "bytes[]",
        "internalType": "bytes[]"
      }
    ],
    "outputs": [
      {
        "name": "results",
        "type": "bytes[]",
        "internalType": "bytes[]"
      }
    ],
    "stateMutability": "nonpayable"
  },
  {
    "type": "function",
    "name": "pointAt",
    "inputs": [
      {
        "name": "exitId",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "coinBlock",
        "type": "uint64",
        "internalType": "uint64"
      }
    ],
    "outputs": [
      {
        "name": "point",
        "type": "tuple",
        "internalType": "struct Vault.Point",
        "components": [
          {
            "name": "challenger",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "isWalked",
            "type": "bool",
            "internalType": "bool"
          },
          {
            "name": "isPaid",
            "type": "bool",
            "internalType": "bool"
          }
        ]
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "slotCount",
    "inputs": [],
    "outputs": [
      {
        "name": "",
        "type": "uint64",
        "internalType": "uint64"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "startExit",
    "inputs": [
      {
        "name": "slot",
        "type": "uint64",
        "internalType": "uint64"
      },
      {
        "name": "spends",
        "type": "tuple[]",
        "internalType": "struct Spend[]",
        "components": [
          {
            "name": "transfer",
            "type": "tuple",
            "internalType": "struct CoinTransfer",
            "components": [
              {
                "name": "slot",
                "type": "uint64",
                "internalType": "uint64"
              },
              {
                "name": "parent",
                "type": "uint64",
                "internalType": "uint64"
              },
              {
                "name": "from",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "to",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "lastCoinBlock",
                "type": "uint64",
                "internalType": "uint64"
              }
            ]
          },
          {
            "name": "signature",
            "type": "bytes",
            "internalType": "bytes"
          },
          {
            "name": "inclusion",
            "type": "tuple",
            "internalType": "struct Inclusion",
            "components": [
              {
                "name": "coinBlock",
                "type": "uint64",
                "internalType": "uint64"
              },
              {
                "name": "slotProof",
                "type": "tuple",
                "internalType": "struct SparseMerkle.Proof",
                "components": [
                  {
                    "name": "bitmap",
                    "type": "uint64",
                    "internalType": "uint64"
                  },
                  {
                    "name": "siblings",
                    "type": "bytes32[]",
                    "internalType": "bytes32[]"
                  }
                ]
              },
              {
                "name": "blockProof",
                "type": "tuple",
                "internalType": "struct SparseMerkle.Proof",
                "components": [
                  {
                    "name": "bitmap",
                    "type": "uint64",
                    "internalType": "uint64"
                  },
                  {
                    "name": "siblings",
                    "type": "bytes32[]",
                    "internalType": "bytes32[]"
                  }
                ]
              },
              {
                "name": "header",
                "type": "bytes",
                "internalType": "bytes"
              },
              {
                "name": "checkpoint",
                "type": "uint256",
                "internalType": "uint256"
              }
            ]
          }
        ]
      }
    ],
    "outputs": [
      {
        "name": "exitId",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "stateMutability": "payable"
  },
  {
    "type": "function",
    "name": "walk",
    "inputs": [
      {
        "name": "exitId",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "steps",
        "type": "tuple[]",
        "internalType": "struct Spend[]",
        "components": [
          {
            "name": "transfer",
            "type": "tuple",
            "internalType": "struct CoinTransfer",
            "components": [
              {
                "name": "slot",
                "type": "uint64",
                "internalType": "uint64"
              },
              {
                "name": "parent",
                "type": "uint64",
                "internalType": "uint64"
              },
              {
                "name": "from",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "to",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "lastCoinBlock",
                "type": "uint64",
                "internalType": "uint64"
              }
            ]
          },
          {
            "name": "signature",
            "type": "bytes",
            "internalType": "bytes"
          },
          {
            "name": "inclusion",
            "type": "tuple",
            "internalType": "struct Inclusion",
            "components": [
              {
                "name": "coinBlock",
                "type": "uint64",
                "internalType": "uint64"
              },
              {
                "name": "slotProof",
                "type": "tuple",
                "internalType": "struct SparseMerkle.Proof",
                "components": [
                  {
                    "name": "bitmap",
                    "type": "uint64",
                    "internalType": "uint64"
                  },
                  {
                    "name": "siblings",
                    "type": "bytes32[]",
                    "internalType": "bytes32[]"
                  }
                ]
              },
              {
                "name": "blockProof",
                "type": "tuple",
                "internalType": "struct SparseMerkle.Proof",
                "components": [
                  {
                    "name": "bitmap",
                    "type": "uint64",
                    "internalType": "uint64"
                  },
                  {
                    "name": "siblings",
                    "type": "bytes32[]",
                    "internalType": "bytes32[]"
                  }
                ]
              },
              {
                "name": "header",
                "type": "bytes",
                "internalType": "bytes"
              },
              {
                "name": "checkpoint",
                "type": "uint256",
                "internalType": "uint256"
              }
            ]
          }
        ]
      }
    ],
    "outputs": [],
    "stateMutability": "nonpayable"
  },
  {
    "type": "function",
    "name": "window",
    "inputs": [],
    "outputs": [
      {
        "name": "",
        "type": "uint40",
        "internalType": "uint40"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "withdrawBond",
    "inputs": [
      {
        "name": "exitId",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "outputs": [],
    "stateMutability": "nonpayable"
  },
  {
    "type": "function",
    "name": "withdrawChallengeBond",
    "inputs": [
      {
        "name": "exitId",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "coinBlock",
        "type": "uint64",
        "internalType": "uint64"
      }
    ],
    "outputs": [],
    "stateMutability": "nonpayable"
  },
  {
    "type": "event",
    "name": "BondPaid",
    "inputs": [
      {
        "name": "exitId",
        "type": "uint256",
        "indexed": true,
        "internalType": "uint256"
      },
      {
        "name": "to",
        "type": "address",
        "indexed": true,
        "internalType": "address"
      },
      {
        "name": "amount",
        "type": "uint256",
        "indexed": false,
        "internalType": "uint256"
      }
    ],
    "anonymous": false
  },
  {
    "type": "event",
    "name": "Challenged",
    "inputs": [
      {
        "name": "exitId",
        "type": "uint256",
        "indexed": true,
        "internalType": "uint256"
      },
      {
        "name": "coinBlock",
        "type": "uint64",
        "indexed": true,
        "internalType": "uint64"
      },
      {
        "name": "challenger",
        "type": "address",
        "indexed": false,
        "internalType": "address"
      }
    ],
    "anonymous": false
  },
  {
    "type": "event",
    "name": "Deposited",
    "inputs": [
      {
        "name": "slot",
        "type": "uint64",
        "indexed": true,
        "internalType": "uint64"
      },
      {
        "name": "owner",
        "type": "address",
        "indexed": true,
        "internalType": "address"
      }
    ],
    "anonymous": false
  },
  {
    "type": "event",
    "name": "EIP712DomainChanged",
    "inputs": [],
    "anonymous": false
  },
  {
    "type": "event",
    "name": "ExitMoved",
    "inputs": [
      {
        "name": "exitId",
        "type": "uint256",
        "indexed": true,
        "internalType": "uint256"
      },
      {
        "name": "coinBlock",
        "type": "uint64",
        "indexed": false,
        "internalType": "uint64"
      }
    ],
    "anonymous": false
  },
  {
    "type": "event",
    "name": "ExitRefuted",
    "inputs": [
      {
        "name": "exitId",
        "type": "uint256",
        "indexed": true,
        "internalType": "uint256"
      },
      {
        "name": "refuter",
        "type": "address",
        "indexed": true,
        "internalType": "address"
      }
    ],
    "anonymous": false
  },
  {
    "type": "event",
    "name": "ExitStarted",
    "inputs": [
      {
        "name": "slot",
        "type": "uint64",
        "indexed": true,
        "internalType": "uint64"
      },
      {
        "name": "exitId",
        "type": "uint256",
        "indexed": true,
        "internalType": "uint256"
      },
      {
        "name": "exitor",
        "type": "address",
        "indexed": true,
        "internalType": "address"
      }
    ],
    "anonymous": false
  },
  {
    "type": "event",
    "name": "Walked",
    "inputs": [
      {
        "name": "exitId",
        "type": "uint256",
        "indexed": true,
        "internalType": "uint256"
      },
      {
        "name": "coinBlock",
        "type": "uint64",
        "indexed": true,
        "internalType": "uint64"
      }
    ],
    "anonymous": false
  },
  {
    "type": "error",
    "name": "AddressEmptyCode",
    "inputs": [
      {
        "name": "target",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "AlreadyChallenged",
    "inputs": [
      {
        "name": "exitId",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "coinBlock",
        "type": "uint64",
        "internalType": "uint64"
      }
    ]
  },
  {
    "type": "error",
    "name": "AlreadyLocked",
    "inputs": [
      {
        "name": "token",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "id",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "AlreadyWalked",
    "inputs": [
      {
        "name": "exitId",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "coinBlock",
        "type": "uint64",
        "internalType": "uint64"
      }
    ]
  },
  {
    "type": "error",
    "name": "ChallengesOpen",
    "inputs": [
      {
        "name": "exitId",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "count",
        "type": "uint32",
        "internalType": "uint32"
      }
    ]
  },
  {
    "type": "error",
    "name": "CoinIsExited",
    "inputs": [
      {
        "name": "slot",
        "type": "uint64",
        "internalType": "uint64"
      }
    ]
  },
  {
    "type": "error",
    "name": "EmptyLeaf",
    "inputs": []
  },
  {
    "type": "error",
    "name": "ExitIsOver",
    "inputs": [
      {
        "name": "exitId",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "state",
        "type": "uint8",
        "internalType": "enum Vault.ExitState"
      }
    ]
  },
  {
    "type": "error",
    "name": "FailedCall",
    "inputs": []
  },
  {
    "type": "error",
    "name": "HeaderLength",
    "inputs": [
      {
        "name": "length",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "HeaderTimestamp",
    "inputs": [
      {
        "name": "timestampMs",
        "type": "uint64",
        "internalType": "uint64"
      }
    ]
  },
  {
    "type": "error",
    "name": "HeaderVersion",
    "inputs": [
      {
        "name": "version",
        "type": "uint16",
        "internalType": "uint16"
      }
    ]
  },
  {
    "type": "error",
    "name": "InvalidShortString",
    "inputs": []
  },
  {
    "type": "error",
    "name": "MoreThanLocked",
    "inputs": [
      {
        "name": "token",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "locked",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "amount",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "NotChallenged",
    "inputs": [
      {
        "name": "exitId",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "coinBlock",
        "type": "uint64",
        "internalType": "uint64"
      }
    ]
  },
  {
    "type": "error",
    "name": "NotExitor",
    "inputs": [
      {
        "name": "caller",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "exitor",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "NotIncluded",
    "inputs": [
      {
        "name": "slot",
        "type": "uint64",
        "internalType": "uint64"
      },
      {
        "name": "coinBlock",
        "type": "uint64",
        "internalType": "uint64"
      }
    ]
  },
  {
    "type": "error",
    "name": "NotLocked",
    "inputs": [
      {
        "name": "token",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "id",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "NotPinnedBy",
    "inputs": [
      {
        "name": "checkpoint",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "coinBlock",
        "type": "uint64",
        "internalType": "uint64"
      }
    ]
  },
  {
    "type": "error",
    "name": "NotReceived",
    "inputs": [
      {
        "name": "token",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "id",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "owner",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "NothingBefore",
    "inputs": [
      {
        "name": "exitId",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "NothingReceived",
    "inputs": [
      {
        "name": "token",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "NothingToWithdraw",
    "inputs": []
  },
  {
    "type": "error",
    "name": "PaymentRefused",
    "inputs": [
      {
        "name": "to",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "amount",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ProofShape",
    "inputs": [
      {
        "name": "bitmap",
        "type": "uint64",
        "internalType": "uint64"
      },
      {
        "name": "siblings",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "depth",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "ReentrancyGuardReentrantCall",
    "inputs": []
  },
  {
    "type": "error",
    "name": "SafeERC20FailedOperation",
    "inputs": [
      {
        "name": "token",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "SpendCount",
    "inputs": [
      {
        "name": "count",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "StringTooLong",
    "inputs": [
      {
        "name": "str",
        "type": "string",
        "internalType": "string"
      }
    ]
  },
  {
    "type": "error",
    "name": "TooEarly",
    "inputs": [
      {
        "name": "time",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "TooLate",
    "inputs": [
      {
        "name": "time",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "TooMuchLocked",
    "inputs": [
      {
        "name": "token",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "UnknownCoin",
    "inputs": [
      {
        "name": "slot",
        "type": "uint64",
        "internalType": "uint64"
      }
    ]
  },
  {
    "type": "error",
    "name": "UnknownExit",
    "inputs": [
      {
        "name": "exitId",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "UnknownToken",
    "inputs": [
      {
        "name": "token",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "WindowTooShort",
    "inputs": [
      {
        "name": "window",
        "type": "uint40",
        "internalType": "uint40"
      }
    ]
  },
  {
    "type": "error",
    "name": "WrongBond",
    "inputs": [
      {
        "name": "expected",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "given",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "WrongCoinBlock",
    "inputs": [
      {
        "name": "after_",
        "type": "uint64",
        "internalType": "uint64"
      },
      {
        "name": "upTo",
        "type": "uint64",
        "internalType": "uint64"
      },
      {
        "name": "given",
        "type": "uint64",
        "internalType": "uint64"
      }
    ]
  },
  {
    "type": "error",
    "name": "WrongHeader",
    "inputs": [
      {
        "name": "checkpoint",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "WrongKind",
    "inputs": [
      {
        "name": "token",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "kind",
        "type": "uint8",
        "internalType": "uint8"
      }
    ]
  },
  {
    "type": "error",
    "name": "WrongParent",
    "inputs": [
      {
        "name": "expected",
        "type": "uint64",
        "internalType": "uint64"
      },
      {
        "name": "given",
        "type": "uint64",
        "internalType": "uint64"
      }
    ]
  },
  {
    "type": "error",
    "name": "WrongReceiver",
    "inputs": [
      {
        "name": "to",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "WrongSigner",
    "inputs": [
      {
        "name": "expected",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "given",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "WrongSlot",
    "inputs": [
      {
        "name": "expected",
        "type": "uint64",
        "internalType": "uint64"
      },
      {
        "name": "given",
        "type": "uint64",
        "internalType": "uint64"
      }
    ]
  }
] as const;
